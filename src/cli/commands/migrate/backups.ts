import { join, relative, sep } from 'node:path';
import { projectOf } from '../../../database/server/home.ts';
import { counted } from '../../../errors/format.ts';
import type { BackupResult } from '../../../transfer/backup/write.ts';
import { databaseUrl } from '../../database-url.ts';
import { printable } from '../../escape.ts';

/** Where backups go by themselves: beside `.seedbed/`, which `seedbed db destroy` removes. */
export const shelfOfBackups = (): string => join(projectOf(process.cwd()), '.seedbed-backups');

/** What has been backed up, where it is, and how to have it back. */
export function describeBackup({ folder, manifest, others }: BackupResult): string {
  const place = pathFor(folder);
  const rows = counted(manifest.rows, 'row');
  const tables = counted(Object.keys(manifest.tables).length, 'table');
  const option = databaseUrl() === undefined ? ' --database <name>' : '';
  return [
    `Backed up ${rows} of ${tables} to ${place}.`,
    `To have them back, in an empty database: seedbed migrate restore ${place}${option}`,
    ...(others.length > 0
      ? [`Not in it, because they are not of '${manifest.domain}': ${names(others)}.`]
      : []),
  ].join('\n');
}

/** The same as data. */
export const backupDocument = ({ folder, manifest, others }: BackupResult) => ({
  folder,
  rows: manifest.rows,
  tables: Object.keys(manifest.tables),
  others,
});

const names = (tables: readonly string[]): string => tables.map(printable).join(', ');

/** As one would type it here. */
function pathFor(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path.startsWith(`..${sep}`) ? folder : path;
}
