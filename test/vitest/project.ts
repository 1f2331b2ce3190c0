import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const project = fileURLToPath(new URL('../fixtures/vitest', import.meta.url));

/** What a run has printed, and its exit code; null where it was killed. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Starts vitest on files of test/fixtures/vitest. Their databases are on the server of `url`, or else on the embedded
 * one of the project `cwd`.
 */
export function startVitest(
  { url = '', cwd }: { readonly url?: string; readonly cwd?: string },
  ...parameters: readonly string[]
) {
  // Without what this vitest has told its workers.
  const ours = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV|SEEDBED)/.test(name));
  const child = spawn(process.execPath, [vitest, 'run', '--root', project, ...parameters], {
    cwd,
    env: { ...Object.fromEntries(ours), DATABASE_TEST_URL: url, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const finish = async (): Promise<Run> => {
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code: typeof code === 'number' ? code : null, output: stdout + stderr };
  };
  return { child, finished: finish() };
}
