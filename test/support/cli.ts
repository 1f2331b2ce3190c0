import { type ChildProcess, fork, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/run.ts';

export const shim = fileURLToPath(new URL('../../bin/seedbed.js', import.meta.url));
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const nodeCli = fileURLToPath(new URL('node-cli.ts', import.meta.url));
const flags = ['--conditions=seedbed-source', '--disable-warning=ExperimentalWarning'];
/** What runs the program without the shim, which starts a process more. */
export const program = [process.execPath, ...flags, main];

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** The working directory: a project. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A run, as `seedbedInNode` sends it to `node-cli.ts`. */
export interface Order {
  readonly parameters: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface ProcessOptions extends CliOptions {
  /** As another user; for root only. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** As the leader of a process group of its own, which is what Ctrl-C in a terminal reaches. */
  readonly detached?: boolean;
}

/** The run before: a process has one working directory, and one run at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the CLI to its end in this process, as a user does who typed `seedbed …parameters` in `cwd`, without DATABASE_URL.
 * Where Node has to load a configuration, or variables are not the program's own: `seedbedInNode`. Where the process
 * itself counts, such as for signals: `seedbedProcess`.
 */
export function seedbed(parameters: readonly string[], options: CliOptions): Promise<CliResult> {
  const result = last.then(() => runHere(parameters, options));
  last = result.catch(() => {});
  return result;
}

async function runHere(parameters: readonly string[], { cwd, env = {} }: CliOptions): Promise<CliResult> {
  const beyond = Object.keys(env).find((name) => /^(PG|SEEDBED_|NODE_|LC_|LANG$|TZ$)/.test(name));
  if (beyond) throw new Error(`${beyond} is read by more than the CLI: take seedbedInNode`);
  const { DATABASE_URL: _, ...ours } = process.env;
  const printed = { stdout: '', stderr: '' };
  const collect = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const code = await run(parameters, {
      env: { ...ours, ...env },
      stdin: Readable.from([]),
      stdout: collect('stdout'),
      stderr: collect('stderr'),
    });
    return { code, ...printed };
  } finally {
    process.chdir(before);
  }
}

let node: ChildProcess | undefined;

/** Ends the process of `seedbedInNode`, which the next run starts again. */
export function endNode(): void {
  if (node?.connected) node.disconnect();
  node = undefined;
}

afterAll(endNode);

/**
 * As `seedbed`, in a Node without vitest, which all such runs of a test file share: starting one takes most of the time.
 * A run that ends that process is made again in one of its own, which says why.
 */
export function seedbedInNode(parameters: readonly string[], options: CliOptions): Promise<CliResult> {
  const result = last.then(() => runInNode(parameters, options));
  last = result.catch(() => {});
  return result;
}

async function runInNode(parameters: readonly string[], options: CliOptions): Promise<CliResult> {
  const { DATABASE_URL: _, ...ours } = process.env;
  const child = node?.connected ? node : fork(nodeCli, { execArgv: flags });
  node = child;
  const { promise, resolve } = Promise.withResolvers<CliResult>();
  const again = () => resolve(seedbedProcess(parameters, options));
  child.once('message', resolve).once('exit', again);
  child.send({ parameters, cwd: options.cwd, env: { ...ours, ...options.env } } satisfies Order);
  return await promise.finally(() => child.off('message', resolve).off('exit', again));
}

/** As `seedbed`, in a process of its own. */
export function seedbedProcess(parameters: readonly string[], options: ProcessOptions): Promise<CliResult> {
  return startSeedbed(parameters, options).result;
}

export function startSeedbed(parameters: readonly string[], options: ProcessOptions) {
  return start([shim, ...parameters], options);
}

/** Starts the program without the shim before it: the child is what a signal must reach. */
export function startSource(parameters: readonly string[], options: ProcessOptions) {
  return start([...flags, main, ...parameters], options);
}

function start(parameters: readonly string[], { cwd, env, account, detached = false }: ProcessOptions) {
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
