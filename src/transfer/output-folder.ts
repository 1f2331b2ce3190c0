import { lstat, readdir } from 'node:fs/promises';
import { requireFolderOrNothing } from '../load/files/plain-file.ts';
import { outputInUse } from './output-in-use.ts';

/**
 * What is in a folder that is to be written; nothing where there is none yet.
 *
 * @throws `output_in_use` where a file is in its place; `unsafe_file` where anything else is that is no folder
 */
export async function namesInOutput(folder: string): Promise<readonly string[]> {
  const found = await lstat(folder).catch(() => undefined);
  if (found?.isFile()) throw outputInUse(folder, ['a file, not a folder']);
  await requireFolderOrNothing(folder);
  return found ? await readdir(folder) : [];
}
