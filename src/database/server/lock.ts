import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SeedbedError } from '../../errors/error.ts';
import { LOCK_FILE_TIMEOUT_MS } from '../timeouts.ts';

/** A holder that has not touched its lock for this long is gone, whatever runs under its pid now. */
const staleAfter = 15_000;

/**
 * Runs `work` while no other process holds the lock file `path`. A lock whose holder died is taken over.
 *
 * @throws `server_busy` when the lock did not come free within two minutes.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await acquire(path);
  const heartbeat = setInterval(() => touch(path), 1_000);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  }
}

async function acquire(path: string): Promise<void> {
  const end = Date.now() + LOCK_FILE_TIMEOUT_MS;
  while (!tryAcquire(path)) {
    if (Date.now() > end) {
      const pid = holder(path).pid;
      throw new SeedbedError('server_busy', {
        message: `Another process${pid === undefined ? '' : ` (${pid})`} holds ${path} and does not finish.`,
        details: { lock: path, pid },
      });
    }
    await delay(25);
  }
}

function tryAcquire(path: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true }); // each time: the last holder may have removed it all
    writeFileSync(path, `${process.pid} ${place()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) breakIfStale(path);
    else if (!isErrno(error, 'ENOENT')) throw error;
    return false;
  }
}

/** Renaming gives a dead lock to one of several processes that found it; one that moved a fresh lock by mistake puts it back. */
function breakIfStale(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  const { pid, where } = holder(path);
  const isGone = pid !== undefined && where === place() && !isAlive(pid);
  const isStale = Date.now() - stat.mtimeMs > staleAfter || isGone;
  if (!isStale) return;
  const aside = `${path}.${process.pid}.doomed`;
  try {
    renameSync(path, aside);
    if (statSync(aside).ino !== stat.ino) linkSync(aside, path);
    rmSync(aside);
  } catch (error) {
    if (!isErrno(error, 'ENOENT') && !isErrno(error, 'EEXIST')) throw error;
  }
}

interface Holder {
  readonly pid?: number;
  readonly where?: string;
}

function holder(path: string): Holder {
  try {
    const [first, where = ''] = readFileSync(path, 'utf8').split(' ');
    const pid = Number(first);
    return pid > 0 ? { pid, where } : {};
  } catch {
    return {};
  }
}

/** Where process ids mean the same: a host, and on Linux a container of it. */
function place(): string {
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // The lock was taken over from a process that slept too long; what it did is over by then.
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
