import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/**
 * Runs Node to its end. Resolves to the seconds from before it was started until it had ended.
 *
 * @param more variables for its environment
 * @throws Error with what it said where it does not exit with 0
 */
export async function runNode(
  parameters: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, parameters, {
    env: { ...process.env, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve((performance.now() - start) / 1000));
  });
  const [seconds, complaint] = await Promise.all([ended, text(child.stderr)]);
  if (child.exitCode !== 0) throw new Error(`node ${parameters.join(' ')}: ${child.exitCode}\n${complaint}`);
  return seconds;
}
