import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { serverCommands } from '../database/interrupted-server.ts';
import { temporaryProject } from '../support/project.ts';
import { commands, interruptedElsewhere, makingNothing } from './interrupted-commands.ts';
import { InterruptedPlace, type Interruption } from './interruptions.ts';

test('every command is interrupted that makes something', () => {
  const folder = fileURLToPath(new URL('../../src/cli/commands/', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.command\(/.test(file.endsWith('.ts') ? readFileSync(join(folder, file), 'utf8') : ''),
  );
  const names = files.map((file) =>
    file
      .replace(/\.ts$/, '')
      .replace(/\/index$/, '')
      .replace('/', ' '),
  );
  const interrupted = new Set(
    [...Object.values(commands), ...Object.values(serverCommands)].map(({ command: [first = '', second] }) =>
      first === 'migrate' ? `${first} ${second}` : first,
    ),
  );
  // That of all migrations is no command by itself.
  const all = names.filter((name) => name !== 'migrate').sort();
  expect(all.length).toBeGreaterThan(20);
  const known = [...interrupted, ...Object.keys(makingNothing), ...interruptedElsewhere];
  expect(
    known.filter((name) => name !== 'redo').sort(),
    'A command that makes something is among `commands` of interrupted-commands.ts, another one among `makingNothing`.',
  ).toEqual(all);
});

test('what is interrupted has done all or nothing, and is cleared by the next command', async () => {
  const place = new InterruptedPlace(temporaryProject());
  await place.prepare();
  const share: readonly [string, Interruption, number][] = [
    ['migrate check', 'SIGKILL', 0.5],
    ['load', 'SIGHUP', 0.7],
    ['reset by rename', 'server', 0.6],
  ];
  for (const [name, how, moment] of share) {
    const command = commands[name] ?? expect.fail(name);
    const undisturbed = await place.runUndisturbed(command);
    await place.interrupt(command, undisturbed, how, moment);
    await place.run(['history']);
    await place.expectWhole(undisturbed);
  }
});
