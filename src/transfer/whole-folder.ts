import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Makes a folder with everything that `write` puts into it, or none: what is there under its name is complete.
 * Until then it stands beside it under a name with `.incomplete-`. What runs that were killed have left of the
 * same folder is removed; one that is still running then fails, and does no harm.
 *
 * @param mode who may enter it, before the umask
 * @throws what the file system refuses, such as ENOTEMPTY where the folder has come to hold something meanwhile
 */
export async function makeWholeFolder<T>(
  given: string,
  write: (folder: string) => Promise<T>,
  mode = 0o777,
): Promise<T> {
  // Without the slash that may stand at its end.
  const folder = resolve(given);
  await mkdir(dirname(folder), { recursive: true });
  await removeLeftovers(folder);
  const shelter = await mkdtemp(prefixOf(folder));
  try {
    // One level deeper, because the shelter itself is closed to all others.
    const inside = join(shelter, basename(folder));
    await mkdir(inside, { mode });
    const written = await write(inside);
    await rename(inside, folder);
    return written;
  } finally {
    await rm(shelter, { recursive: true, force: true });
  }
}

const INCOMPLETE = '.incomplete-';
const prefixOf = (folder: string): string => `${folder}${INCOMPLETE}`;

async function removeLeftovers(folder: string): Promise<void> {
  const prefix = basename(prefixOf(folder));
  await removeAll(dirname(folder), (name) => name.startsWith(prefix));
}

/** Removes what runs that were killed have left below a folder, for whichever name it was. */
export async function removeAllLeftovers(parent: string): Promise<void> {
  await removeAll(parent, (name) => name.includes(INCOMPLETE));
}

async function removeAll(parent: string, isLeftover: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!isLeftover(name)) continue;
    const leftover = join(parent, name);
    // Renamed first, so that whoever is still writing there cannot complete it while it is being removed.
    const removed = `${leftover}.removed`;
    await rename(leftover, removed).catch(ignoreMissing);
    await rm(removed, { recursive: true, force: true });
  }
}

/** Has what a folder lists outlast a power failure. Windows needs no such thing, and some file systems know none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path);
  try {
    await handle.sync();
  } catch (error) {
    if (fileSystemCode(error) !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}

/** Somebody else was quicker. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** What the file system refused, such as `ENOSPC`; undefined for any other failure. */
export const fileSystemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'errno' in error && 'code' in error ? String(error.code) : undefined;
