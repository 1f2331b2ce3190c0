import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SeedbedError } from '../../errors/error.ts';
import { PartDamagedError } from '../../errors/part-damaged.ts';
import { type KnownFile, requireSize, requireWhole, wholeFile } from '../../load/files/whole-file.ts';
import { MANIFEST_FILE } from '../part.ts';
import type { BackupManifest } from './manifest.ts';

/** A table's file in a backup. */
export const fileOf = (folder: string, { file }: BackupManifest['tables'][string]): KnownFile => ({
  path: join(folder, file.name),
  bytes: file.bytes,
  sha256: file.sha256,
});

/**
 * Looks at every byte of a backup.
 *
 * @throws `backup_damaged` where a file is missing, is not as it was written, or is not of the backup
 */
export async function requireIntact(folder: string, { tables }: BackupManifest): Promise<void> {
  const own = new Set([MANIFEST_FILE, ...Object.values(tables).map(({ file }) => file.name)]);
  const foreign = (await readdir(folder)).find((name) => !own.has(name));
  if (foreign !== undefined) {
    const path = join(folder, foreign);
    throw new SeedbedError('backup_damaged', {
      message: `${path} is not of the backup. Nothing was changed.`,
      details: { path },
    });
  }
  const files = Object.values(tables).map((table) => fileOf(folder, table));
  try {
    for (const file of files) await requireSize(file);
    for (const file of files) await requireWhole(file);
  } catch (error) {
    throw ofBackup(error);
  }
}

/** The bytes of a file on their way; one that has been changed meanwhile is an error behind the last of them. */
export async function* bytesOf(file: KnownFile): AsyncGenerator<Buffer> {
  try {
    yield* wholeFile(file);
  } catch (error) {
    throw ofBackup(error);
  }
}

const ofBackup = (error: unknown): unknown =>
  error instanceof PartDamagedError
    ? new SeedbedError('backup_damaged', {
        message: `${error.details.path} is not as it was written: ${error.details.what}. Nothing was changed.`,
        details: { path: error.details.path },
        cause: error,
      })
    : error;
