import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, stat } from 'node:fs/promises';
import { unsafeFile } from '../../errors/unsafe-file.ts';

/** More than any manifest has. */
const MOST_BYTES = 16 * 1_048_576;

/**
 * Opens a file to be read. A pipe or device is refused instead of waited for, and so is a link.
 *
 * @param links whether a link may stand in its place, as where a user has named it
 * @throws `unsafe_file`; what the file system refuses, such as ENOENT
 */
export async function openPlain(path: string, { links = false } = {}): Promise<FileHandle> {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  const handle = await open(path, O_RDONLY | O_NONBLOCK | (links ? 0 : O_NOFOLLOW)).catch((error) => {
    throw error.code === 'ELOOP' ? unsafeFile(path, 'a symbolic link, not a file') : error;
  });
  try {
    requireFile(path, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The text of a small file, such as a manifest.
 *
 * @throws what `openPlain` throws; `unsafe_file` where it is larger than any that seedbed writes
 */
export async function readPlain(path: string, options: { readonly links?: boolean } = {}): Promise<string> {
  const handle = await openPlain(path, options);
  try {
    const { size } = await handle.stat();
    if (size > MOST_BYTES) throw unsafeFile(path, `${size} bytes long, which no manifest is`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** @throws `unsafe_file` unless it is a file; a link to one is none */
export function requireFile(path: string, stat: Stats): void {
  if (!stat.isFile()) throw unsafeFile(path, `${kindOf(stat)}, not a file`);
}

/**
 * That a path is a folder, or nothing yet.
 *
 * @param links whether a link to one will do, as where a user has named what is to be read
 * @throws `unsafe_file`; what the file system refuses, such as EACCES
 */
export async function requireFolderOrNothing(path: string, { links = false } = {}): Promise<void> {
  const look = links ? stat : lstat;
  // A link is looked at itself only without a slash behind it.
  const found = await look(path.replace(/(?<=.)\/+$/, '')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') throw unsafeFile(path, 'below what is no folder');
    if (error.code === 'ELOOP') throw unsafeFile(path, 'a symbolic link that leads to itself');
    if (error.code !== 'ENOENT') throw error;
  });
  if (found && !found.isDirectory()) throw unsafeFile(path, `${kindOf(found)}, not a folder`);
}

function kindOf(stat: Stats): string {
  if (stat.isSymbolicLink()) return 'a symbolic link';
  if (stat.isFIFO()) return 'a pipe';
  if (stat.isSocket()) return 'a socket';
  if (stat.isDirectory()) return 'a folder';
  return stat.isFile() ? 'a file' : 'a device';
}
