import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** In the folder of the migrations, because what they import is found from there. It is not taken for a migration. */
const PREFIX = '.seedbed-unproven-';

/**
 * Writes the file of a migration, which appears under its name when it is proven, and otherwise not at all. What runs
 * that were killed have left in the folder is removed; one that is still running then fails.
 *
 * @param prove runs the migration, the only one in a folder at that url
 * @throws what `prove` throws
 */
export async function writeProven(
  path: string,
  source: string,
  prove: (folder: URL) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await removeLeftovers(dirname(path));
  const folder = await mkdtemp(join(dirname(path), PREFIX));
  try {
    const file = join(folder, basename(path));
    await writeFile(file, source, { flag: 'wx' });
    await prove(pathToFileURL(`${folder}/`));
    await rename(file, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeLeftovers(parent: string): Promise<void> {
  for (const entry of await readdir(parent, { withFileTypes: true })) {
    // No link, which another user may have made.
    if (!entry.isDirectory() || !entry.name.startsWith(PREFIX)) continue;
    const folder = join(parent, entry.name);
    const names = await readdir(folder);
    if (names.every((name) => /^Migration\d{14}_\w+\.[jt]s$/.test(name)))
      await rm(folder, { recursive: true, force: true });
  }
}
