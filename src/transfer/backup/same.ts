import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { askOn } from '../../database/ask.ts';
import { underSettings } from '../../database/setting.ts';
import { fullName } from '../../entities/table-name.ts';
import { requireArrived } from '../../load/arrival.ts';
import type { BackupManifest } from './manifest.ts';
import { backupUnfit } from './unfit.ts';
import { exactSettings } from './write.ts';

/**
 * Reads the tables that were restored as a backup would, and compares them with what the manifest says, byte for byte.
 *
 * @throws `rows_not_arrived` where rows are missing; `backup_unfit` where values are others
 */
export async function requireSame(
  client: pg.ClientBase,
  folder: string,
  { tables, versions }: BackupManifest,
): Promise<void> {
  const ask = askOn(client);
  await underSettings(client, exactSettings, async () => {
    for (const [name, { columns, rows, file }] of Object.entries(tables)) {
      const found = await readHash(client, name, columns);
      await requireArrived(ask, { table: name, sent: rows, arrived: found.rows });
      if (found.sha256 === file.sha256) continue;
      const why = `the table "${name}" would hold other values than the backup`;
      throw backupUnfit(folder, why, `Restore it on PostgreSQL ${versions.server}, where it was made.`);
    }
  });
}

async function readHash(
  client: pg.ClientBase,
  name: string,
  columns: readonly string[],
): Promise<{ readonly rows: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  const list = columns.map(pg.escapeIdentifier).join(', ');
  const stream = client.query(copyTo(`copy ${fullName(name)} (${list}) to stdout`));
  for await (const chunk of stream) hash.update(chunk);
  // Behind the last row PostgreSQL says how many they were; this waits until it has been heard.
  await client.query('select');
  return { rows: stream.rowCount, sha256: hash.digest('hex') };
}
