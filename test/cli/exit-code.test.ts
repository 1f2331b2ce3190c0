import { expect, test } from 'vitest';
import { exitCodeOf, named, report } from '../../src/cli/exit-code.ts';
import { begin } from '../../src/cli/invocation.ts';

test('a bug ends with 70, and shows its stack', () => {
  const bug = new TypeError('x is not a function');
  let said = '';
  const stderr = { write: (text: string) => (said += text) };
  begin([], { env: {}, stdin: process.stdin, stdout: process.stdout, stderr });
  report(named(bug));
  expect(said).toMatch(/^This is a bug in seedbed: TypeError: x is not a function\n +at /);
  expect(exitCodeOf(named(bug))).toBe(70);
});
