import { DiskFullError } from '../../errors/disk-full.ts';
import { HomeClosedError } from '../../errors/home-closed.ts';
import { NoUnprivilegedAccountError } from '../../errors/no-unprivileged-account.ts';

/** Runs `work` on files below `home`, and names the failures of the file system that a user can mend. */
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
  if (code === 'ENOSPC' || code === 'EDQUOT') return new DiskFullError([], { cause });
  // In a container that has no other users, even root cannot.
  if ('syscall' in cause && cause.syscall === 'chown') {
    return new NoUnprivilegedAccountError('this process may not give files to another user', { cause });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new HomeClosedError(home, { cause });
  return cause;
}
