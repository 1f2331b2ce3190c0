import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { shim } from './cli.ts';

const script = '/usr/bin/script';

/** Whether a pseudo terminal can be had, by the program `script`. */
export const hasTerminal = process.platform === 'linux' && existsSync(script);

/**
 * Runs the CLI on a terminal, and types the next answer each time that it asks; resolves to its exit code and what the
 * terminal shows.
 */
export async function seedbedOnTerminal(
  parameters: readonly string[],
  { cwd, answer = [] }: { readonly cwd: string; readonly answer?: string | readonly string[] },
): Promise<{ code: number | null; shown: string }> {
  const words = [process.execPath, shim, ...parameters].map((word) => `'${word}'`);
  const { DATABASE_URL: _, ...env } = process.env;
  const terminal = spawn(script, ['--quiet', '--return', '--command', words.join(' '), '/dev/null'], {
    cwd,
    env: { ...env, TERM: 'dumb' },
  });
  let shown = '';
  let seen = 0;
  const answers = [answer].flat();
  terminal.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    // A question ends with its default; parts of it may come one by one.
    if (!/\[[^\]\n]*\] $/.test(shown.slice(seen))) return;
    seen = shown.length;
    const next = answers.shift();
    if (next !== undefined) terminal.stdin.write(next);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    terminal.once('error', reject);
    terminal.once('close', resolve);
  });
  return { code, shown };
}
