import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { SeedbedError } from '../../errors/error.ts';
import type { Account } from './account.ts';

/**
 * The name under which the processes of the server in `data` are found (`cluster_name`). A directory keeps
 * it when it is moved, and a copy gets another one: paths and pid files tell neither.
 */
export function identityOf(data: string): string {
  const { dev, ino } = statSync(data);
  return `seedbed-${dev.toString(36)}-${ino.toString(36)}`;
}

/** The pids of everything that runs for the server in `data`, orphans of a killed postmaster included. */
export function processesOf(data: string): number[] {
  const identity = identityOf(data);
  const isOurs = (command: string) =>
    command.startsWith(`postgres: ${identity}: `) || isPostmasterOf(data, identity, command);
  return runningCommands()
    .filter(({ command }) => isOurs(command))
    .map(({ pid }) => pid);
}

/** A server that was started by hand has no name and is known by the path. */
function isPostmasterOf(data: string, identity: string, command: string): boolean {
  if (!command.includes('/postgres -D ')) return false;
  const name = / cluster_name=(\S+) /.exec(command)?.[1];
  return name === undefined ? command.includes(` -D ${data} `) : name === identity;
}

/** Where a program runs: as whom, and in which folder. */
export interface RunOptions {
  readonly account: Account | undefined;
  readonly cwd: string;
}

/** Runs a program to its end. Resolves also when it fails. */
export function run(
  program: string,
  parameters: readonly string[],
  options: RunOptions,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(program, parameters, { ...spawnOptions(options), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(spawnFailure(program, error)));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Starts a program in a session of its own, so that it outlives us and our terminal's Ctrl-C; `log` is an open file. */
export function launch(
  program: string,
  parameters: readonly string[],
  log: number,
  options: RunOptions,
): ChildProcess {
  const child = spawn(program, parameters, {
    ...spawnOptions(options),
    stdio: ['ignore', log, log],
    detached: true,
  });
  child.unref();
  return child;
}

/** A program that could not even be started; `cause` is what its `error` event brought. */
export function spawnFailure(program: string, cause: Error): Error {
  if (!('code' in cause) || cause.code !== 'EPERM')
    return new SeedbedError('binaries_broken', {
      message: `${program} cannot be run here (${cause.message}).`,
      details: { program },
      cause,
    });
  return new SeedbedError('no_unprivileged_account', {
    message: 'PostgreSQL does not run as root, and this process may not run programs as another user.',
    cause,
  });
}

/** Sends a signal; a process that has gone in between is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Nothing of the caller's environment: PGDATA, PGOPTIONS, TZ and the locale must not reach the server. */
function spawnOptions({ account, cwd }: RunOptions) {
  return { cwd, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ...account };
}

function runningCommands(): { pid: number; command: string }[] {
  return process.platform === 'linux' ? commandsFromProc() : commandsFromPs();
}

/** Small containers have no `ps`. Parameters are joined by spaces, as `ps` does. */
function commandsFromProc(): { pid: number; command: string }[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(pid), command }];
    } catch {
      return []; // it has ended in between
    }
  });
}

function commandsFromPs(): { pid: number; command: string }[] {
  const listing = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' });
  return [...listing.matchAll(/^\s*(\d+) (.*)$/gm)].map(([, pid, command]) => ({
    pid: Number(pid),
    command: `${command} `,
  }));
}
