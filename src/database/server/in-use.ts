import { spawnSync } from 'node:child_process';
import { chownSync, closeSync, constants, existsSync, openSync } from 'node:fs';
import { SeedbedError } from '../../errors/error.ts';
import { DATA_LOCK_TIMEOUT_MS } from '../timeouts.ts';
import type { Account } from './account.ts';
import { parts } from './layout.ts';
import { processesOf } from './process.ts';

/** The exit code of a program that was not started, because the data is in use. */
export const IN_USE = 75;

/**
 * PostgreSQL tells by process ids whether another one works on its data, which says nothing in another container. So the
 * server holds a lock of the kernel on a file, which lasts as long as any of its processes, and which containers that
 * share the folder all see. Where there is no flock(1), as on macOS, there are no such containers either.
 */
const HOLD = `
exec 9>>"$1"; shift
if command -v flock >/dev/null 2>&1; then
  tries=${DATA_LOCK_TIMEOUT_MS / 100}
  until flock -n 9; do
    tries=$((tries - 1)); [ "$tries" -gt 0 ] || exit ${IN_USE}
    sleep 0.1
  done
fi
exec "$@"`;

/** A program that is run while the data in `folder` is used by no other, as the arguments of `sh`. */
export const holding = (
  folder: string,
  program: string,
  parameters: readonly string[],
): readonly string[] => ['-c', HOLD, 'sh', parts(folder).inUse, program, ...parameters];

/** Makes the file for the lock, which the server's account must be able to open. */
export function makeLockFile(folder: string, account: Account | undefined): void {
  const { inUse } = parts(folder);
  if (existsSync(inUse)) return;
  closeSync(openSync(inUse, constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW, 0o600));
  if (account !== undefined) chownSync(inUse, account.uid, account.gid);
}

/**
 * That no server which this process cannot see works on the data.
 *
 * @param home for the error
 * @throws `server_elsewhere`
 */
export function requireNotElsewhere(home: string, folder: string): void {
  const { inUse, data } = parts(folder);
  if (!existsSync(inUse) || processesOf(data).length > 0) return;
  const { status } = spawnSync('/bin/sh', holding(folder, 'true', []).slice(), { stdio: 'ignore' });
  if (status === IN_USE) throw serverElsewhere(home);
}

/** The data of the embedded server is in use by a PostgreSQL that this process cannot see. */
export const serverElsewhere = (home: string): SeedbedError =>
  new SeedbedError('server_elsewhere', {
    message: `The data in ${home} is in use by a PostgreSQL in another container or on another host.`,
    details: { home },
  });
