import { lstat, mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
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
    await writeFile(join(shelter, MARK), '');
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
/** A folder with it is ours to remove, whatever it is called. */
const MARK = '.seedbed-incomplete';
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
    if (!(await isOurs(leftover))) continue;
    // Renamed first, so that a process that is still writing there cannot complete it while it is being removed.
    const removed = `${leftover}.removed`;
    await rename(leftover, removed).catch(ignoreMissing);
    for (const inside of await namesIn(removed)) {
      // The mark is the last to go, so that a removal which is interrupted can go on.
      if (inside !== MARK) await rm(join(removed, inside), { recursive: true, force: true });
    }
    await rm(removed, { recursive: true, force: true });
  }
}

/** One with the mark, or one that a killed run has just made. */
async function isOurs(leftover: string): Promise<boolean> {
  const stat = await lstat(leftover).catch(ignoreMissing);
  if (!stat?.isDirectory()) return false;
  const names = await namesIn(leftover);
  return names.length === 0 || names.includes(MARK);
}

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(ignoreMissing)) ?? [];

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

/** Another process was quicker. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** What the file system refused, such as `ENOSPC`; undefined for any other failure. */
export const fileSystemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'errno' in error && 'code' in error ? String(error.code) : undefined;
