import { SeedbedError } from '../../errors/error.ts';
import { diskFull } from '../disk-full.ts';

/** Runs `work` on files below `home`, and names the failures of the file system that a user can fix. */
export async function nameFileFailures<T>(home: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw named(home, error);
  }
}

function named(home: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause)) return cause;
  const { code } = cause;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull([], cause);
  // In a container that has no other users, even root cannot.
  if ('syscall' in cause && cause.syscall === 'chown') {
    return new SeedbedError('no_unprivileged_account', {
      message: 'PostgreSQL does not run as root, and this process may not give files to another user.',
      cause,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return homeClosed(home, cause);
  return cause;
}

function reason(cause: unknown): string {
  return cause instanceof Error ? ` (${cause.message})` : '';
}

const homeClosed = (home: string, cause?: unknown): SeedbedError =>
  new SeedbedError('home_closed', {
    message: `${home} cannot be read and written by you${reason(cause)}.`,
    details: { home },
    cause,
  });
