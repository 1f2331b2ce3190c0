import { Option } from 'commander';
import { SeedbedError } from '../errors/error.ts';
import { readPlain } from '../load/files/plain-file.ts';
import { type Manifest, parseExpected } from '../seeders/manifest-form.ts';
import { manifestUnreadable } from '../seeders/manifest-unreadable.ts';

/** `--expect`, for commands that make a whole dataset in a database. */
export const expectOption = (): Option =>
  new Option(
    '--expect <manifest>',
    'write nothing where the data would not be that of this manifest, see `seedbed manifest`',
  ).conflicts('out');

/** @throws `manifest_unreadable`, `unsafe_file` */
export async function readExpected(path: string): Promise<Manifest> {
  const text = await readPlain(path, { links: true }).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof SeedbedError) throw error;
    throw manifestUnreadable(path, `it cannot be opened (${error.code})`, error);
  });
  return parseExpected(text, path);
}
