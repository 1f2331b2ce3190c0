import { expect } from 'vitest';
import type { CliResult } from '../support/cli.ts';

interface Refusal {
  /** The exit code. */
  readonly code: 2 | 3;
  /** What the line after `error: ` says. */
  readonly problem: string | RegExp;
  /** What the lines after it say. */
  readonly hint: string | RegExp;
}

/** Expects one clear line with the hint below it, nothing on stdout, no stack and no password. */
export function expectRefusal(
  { code, stdout, stderr }: CliResult,
  { code: expected, problem, hint }: Refusal,
): void {
  const lines = stderr.trimEnd().split('\n');
  const at = lines.findIndex((line) => line.startsWith('error: '));
  expect({ code, stdout, stderr }).toMatchObject({ code: expected, stdout: '' });
  expect(lines[at]).toMatch(problem);
  expect(lines.slice(at + 1).join('\n')).toMatch(hint);
  expect(stderr).not.toMatch(/^ +at |secret/m);
}
