import { beforeAll, expect, test } from 'vitest';
import { keyOf } from '../../src/random/key.ts';
import { Stream } from '../../src/random/stream.ts';
import { InterruptedServer, serverCommands, serverInterruptions } from '../database/interrupted-server.ts';
import { commands } from '../staging/interrupted-commands.ts';
import { InterruptedPlace, interruptions } from '../staging/interruptions.ts';
import { temporaryProject } from '../support/project.ts';

const place = new InterruptedPlace(temporaryProject());
beforeAll(() => place.prepare());

test.each(Object.entries(commands))(
  '%s, interrupted at any moment, has done all or nothing, and leaves nothing that the next command does not clear',
  async (name, command) => {
    const undisturbed = await place.runUndisturbed(command);
    const random = new Stream().rekey(keyOf(`interruptions of ${name}`));
    let interrupted = 0;
    // A redo is an undo, whose beginning takes longest here.
    const some = name.startsWith('redo') ? (['SIGKILL', 'connections', 'server'] as const) : interruptions;
    for (const [i, how] of some.entries()) {
      // Two at its beginning, two in its midst and two at its end, or what is that undisturbed.
      const share = ((i % 3) + random.unit()) / 3;
      if (await place.interrupt(command, undisturbed, how, share)) interrupted++;
      await place.sweep();
      await place.expectWhole(undisturbed);
    }
    expect(interrupted).toBeGreaterThan(0);
    expect((await place.runUndisturbed(command)).after).toEqual(undisturbed.after);
  },
  600_000,
);

const server = new InterruptedServer(temporaryProject());

test.each(Object.entries(serverCommands))(
  '%s, interrupted at any moment, is done by the next one, and leaves nothing',
  async (name, command) => {
    const took = await server.runUndisturbed(command);
    const random = new Stream().rekey(keyOf(`interruptions of ${name}`));
    let interrupted = 0;
    for (const [i, how] of serverInterruptions.entries()) {
      const share = (i + random.unit()) / serverInterruptions.length;
      if (await server.interrupt(command, how, took * share)) interrupted++;
    }
    expect(interrupted).toBeGreaterThan(0);
  },
  600_000,
);
