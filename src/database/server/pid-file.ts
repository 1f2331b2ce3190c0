import { closeSync, constants, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a postmaster writes to postmaster.pid; a file that is being written may lack the last parts. */
export interface PidFile {
  readonly pid: number;
  readonly port: number | undefined;
  readonly socketDirectory: string | undefined;
  /** `starting`, `ready` or `stopping`. */
  readonly state: string | undefined;
}

/** Above every system's largest. */
const impossiblePid = 2 ** 31 - 1;

/** The pid file in a data directory, also one that a killed postmaster left behind. */
export function readPidFile(data: string): PidFile | undefined {
  const lines = readLines(data);
  const [pid, , , port, socketDirectory, , , state] = lines ?? [];
  if (!pid) return undefined;
  return { pid: Number(pid), port: port ? Number(port) : undefined, socketDirectory, state: state?.trim() };
}

/**
 * Lets a pid file that a killed postmaster left behind name no process. PostgreSQL refuses to start while it
 * names any living process; the other lines stay, for PostgreSQL's own check of shared memory.
 */
export function disarmPidFile(data: string): void {
  const [pid, ...rest] = readLines(data) ?? [];
  if (!pid) return;
  const file = openSync(pidFile(data), constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  writeFileSync(file, [impossiblePid, ...rest].join('\n'));
  closeSync(file);
}

function readLines(data: string): string[] | undefined {
  try {
    return readFileSync(pidFile(data), 'utf8').split('\n');
  } catch {
    return undefined;
  }
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}
