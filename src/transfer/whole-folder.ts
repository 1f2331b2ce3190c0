import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Makes a folder with everything that `write` puts into it, or none: what is there under its name is complete.
 * Until then it stands beside it under a name with `.incomplete-`. What runs that were killed have left of the
 * same folder is removed; one that is still running then fails, and does no harm.
 *
 * @throws what the file system refuses, such as ENOTEMPTY where the folder has come to hold something meanwhile
 */
export async function makeWholeFolder<T>(given: string, write: (folder: string) => Promise<T>): Promise<T> {
  // Without the slash that may stand at its end.
  const folder = resolve(given);
  await mkdir(dirname(folder), { recursive: true });
  await removeLeftovers(folder);
  const shelter = await mkdtemp(prefixOf(folder));
  try {
    // One level deeper, because the shelter itself is closed to all others.
    const inside = join(shelter, basename(folder));
    await mkdir(inside);
    const written = await write(inside);
    await rename(inside, folder);
    return written;
  } finally {
    await rm(shelter, { recursive: true, force: true });
  }
}

const prefixOf = (folder: string): string => `${folder}.incomplete-`;

async function removeLeftovers(folder: string): Promise<void> {
  const parent = dirname(folder);
  const prefix = basename(prefixOf(folder));
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const leftover = join(parent, name);
    // Renamed first, so that whoever is still writing there cannot complete it while it is being removed.
    const removed = `${leftover}.removed`;
    await rename(leftover, removed).catch(ignoreMissing);
    await rm(removed, { recursive: true, force: true });
  }
}

/** Somebody else was quicker. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
