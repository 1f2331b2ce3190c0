import { expect, test } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';
import { keyOf } from '../../src/random/key.ts';
import { Stream } from '../../src/random/stream.ts';
import { commands, InterruptedServer, interruptions } from '../staging/interruptions.ts';
import { temporaryProject } from '../support/project.ts';

/** Of each command by each interruption. */
const TIMES = 3;

test.each(Object.entries(commands))(
  '%s, interrupted at any moment, leaves nothing that the next command does not clear',
  async (name, command) => {
    const directory = temporaryProject();
    const server = new InterruptedServer(embeddedServer({ directory }), directory);
    await server.prepare();
    const random = new Stream().rekey(keyOf(`interruptions of ${name}`));
    // Each undo needs something to be undone.
    const first = name.startsWith('undo')
      ? ['reset', 'minimal', '--strategy', name === 'undo' ? 'rename' : 'transaction']
      : undefined;
    if (first) await server.run(first);
    const took = await server.run(command);
    for (let i = 0; i < TIMES; i++)
      for (const how of interruptions) {
        if (first) await server.run(first);
        await server.interrupt(command, how, took * (0.3 + 0.7 * random.unit()));
      }
    expect(took).toBeGreaterThan(0);
  },
  600_000,
);
