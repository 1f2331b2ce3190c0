import { expect, test } from 'vitest';
import { temporaryProject } from '../support/project.ts';
import { commands } from './interrupted-commands.ts';
import { InterruptedPlace, type Interruption } from './interruptions.ts';

test('what is interrupted has done all or nothing, and is cleared by the next command', async () => {
  const place = new InterruptedPlace(temporaryProject());
  await place.prepare();
  const share: readonly [string, Interruption, number][] = [
    ['migrate check', 'SIGKILL', 0.5],
    ['load', 'SIGHUP', 0.7],
    ['migrate down', 'SIGKILL', 0.8],
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
