import { join } from 'node:path';
import { z } from 'zod';
import { SeedbedError } from '../../errors/error.ts';
import { readPlain, requireFolderOrNothing } from '../../load/files/plain-file.ts';
import { parseAs } from '../../seeders/manifest-form.ts';
import { fileForm, MANIFEST_FILE } from '../part.ts';

/** Of the format below: another number where a reader of the old one would go wrong. */
export const BACKUP = 1;

const count = z.int().min(0);

const form = z.object({
  backup: z.literal(BACKUP),
  domain: z.string(),
  database: z.string(),
  at: z.iso.datetime(),
  migrations: z.array(z.string()),
  versions: z.object({ seedbed: z.string(), server: z.string() }),
  rows: count,
  tables: z.record(z.string(), z.object({ columns: z.array(z.string()), rows: count, file: fileForm })),
  sequences: z.record(z.string(), z.object({ last: z.string().regex(/^-?\d+$/), called: z.boolean() })),
});

/**
 * What a backup is: whose tables at which migrations, when and where it was made, each table's columns, rows and file,
 * and where the sequences stood.
 */
export type BackupManifest = z.output<typeof form>;

/**
 * Reads what a folder says that it is; its other files are not looked at.
 *
 * @throws `backup_missing`, `manifest_unreadable`, `unsafe_file`
 * @example (await readBackup('backups/monday')).migrations.at(-1)
 */
export async function readBackup(folder: string): Promise<BackupManifest> {
  await requireFolderOrNothing(folder, { links: true });
  const path = join(folder, MANIFEST_FILE);
  const text = await readPlain(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new SeedbedError('backup_missing', {
          message: `There is no backup in ${folder}: it has no manifest.json.`,
          details: { folder },
        })
      : error;
  });
  return parseAs(form, text, path);
}
