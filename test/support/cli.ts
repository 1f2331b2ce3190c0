import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const shim = fileURLToPath(new URL('../../bin/seedbed.js', import.meta.url));
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** The working directory: a project. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** As another user; for root only. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** As the leader of a process group of its own, which is what Ctrl-C in a terminal reaches. */
  readonly detached?: boolean;
}

/** Runs the CLI to its end, as a user does who typed `seedbed …parameters` in `cwd`, without DATABASE_URL. */
export function seedbed(parameters: readonly string[], options: CliOptions): Promise<CliResult> {
  return startSeedbed(parameters, options).result;
}

export function startSeedbed(parameters: readonly string[], options: CliOptions) {
  return start([shim, ...parameters], options);
}

/** Starts the program without the shim before it: the child is what a signal must reach. */
export function startSource(parameters: readonly string[], options: CliOptions) {
  return start(
    ['--conditions=seedbed-source', '--disable-warning=ExperimentalWarning', main, ...parameters],
    options,
  );
}

function start(parameters: readonly string[], { cwd, env, account, detached = false }: CliOptions) {
  const { DATABASE_URL: _, ...ours } = process.env;
  const child = spawn(process.execPath, parameters, {
    cwd,
    env: { ...ours, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
    ...account,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const result = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, result };
}
