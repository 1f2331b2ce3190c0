import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { callerOf, entryByPs, isRunning } from '../../../src/database/template/caller.ts';
import { temporaryFolder } from '../../support/project.ts';
import { firstLineOf, startScript } from '../../support/script.ts';

const cwd = temporaryFolder();

/** A process in a group of its own, with one that it has started; both wait until they are killed. */
const PAIR = `
  import { spawn } from 'node:child_process';
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  console.log(child.pid);
  setInterval(() => {}, 1000);`;

async function startPair() {
  const leader = startScript(PAIR, { cwd });
  const child = Number(await firstLineOf(leader));
  return { leader, group: leader.pid ?? 0, child };
}

describe.skipIf(process.platform === 'win32')('the caller of a process', () => {
  it('is its group, and whoever has started that', async () => {
    const { leader, group, child } = await startPair();
    expect(await callerOf(child)).toEqual({ group, above: process.pid });
    expect(await callerOf(group)).toEqual({ group, above: process.pid });
    process.kill(-group, 'SIGKILL');
    await once(leader, 'exit');
  });

  it('is there as long as one process of the group is', async () => {
    const { leader, group, child } = await startPair();
    leader.kill('SIGKILL');
    await once(leader, 'exit');
    expect(isRunning(group)).toBe(false);
    expect(isRunning(-group)).toBe(true);
    process.kill(child, 'SIGKILL');
  });

  it('is unknown of one that is gone', async () => {
    const { leader, group } = await startPair();
    process.kill(-group, 'SIGKILL');
    await once(leader, 'exit');
    expect(await callerOf(group)).toBeUndefined();
  });

  it('is the same by /proc and by ps', async () => {
    const { group = 0, above } = (await callerOf(process.pid)) ?? {};
    expect(await entryByPs(process.pid)).toEqual({ parent: process.ppid, group });
    if (above !== undefined) expect((await entryByPs(above))?.group).not.toBe(group);
  });
});
