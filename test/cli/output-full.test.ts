import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shim } from '../support/cli.ts';
import { temporaryFolder } from '../support/project.ts';

/** Runs a command whose standard output is a device that is always full. */
function onFullOutput(...parameters: string[]) {
  const command = 'exec "$0" "$@" > /dev/full';
  return spawnSync('sh', ['-c', command, process.execPath, shim, ...parameters], {
    cwd: temporaryFolder(),
    encoding: 'utf8',
  });
}

describe.runIf(existsSync('/dev/full'))('a standard output that takes nothing', () => {
  test.each([
    ['a result', ['scenarios']],
    ['a document', ['scenarios', '--json']],
    ['a document of a failure', ['plan', 'nothing', '--json']],
    ['the help', ['--help']],
    ['the help of a command', ['seed', '--help']],
    ['the version', ['--version']],
  ])('is told for %s', (_, parameters) => {
    expect(onFullOutput(...parameters)).toMatchObject({
      status: 3,
      stderr:
        'error: Writing to standard output failed (ENOSPC).\nFree some space there, or write to another disk.\n',
    });
  });
});
