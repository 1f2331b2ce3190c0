import { DiskFullError } from '../../errors/disk-full.ts';
import { HomeClosedError } from '../../errors/home-closed.ts';

/** Runs `work` on files below `home`, and names the failures of the file system that a user can mend. */
export async function nameFileFailures<T>(home: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new DiskFullError([], { cause: error });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new HomeClosedError(home, { cause: error });
    throw error;
  }
}
