import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import type { Schema } from '../../entities/schema.ts';
import { requireFolderOrNothing } from '../../load/files/plain-file.ts';
import { outputFailed } from '../output-failed.ts';
import { fileSystemCode, removeAllLeftovers } from '../whole-folder.ts';
import { type BackUpOptions, type BackupResult, backUp } from './write.ts';

/**
 * Backs up into a new folder below `root`, named after server, database and time. The root is made where it is missing:
 * for its owner alone to enter, and hidden from git.
 *
 * @throws what `backUp` throws
 * @example (await backUpBelow(client, course, 'backups')).folder // 'backups/localhost-5432/course/20260114T100000000'
 */
export async function backUpBelow(
  client: pg.Client,
  schema: Schema,
  root: string,
  options: BackUpOptions = {},
): Promise<BackupResult> {
  const { host, port, database = '' } = client;
  const shelf = join(root, encodeURIComponent(`${host}-${port}`), encodeURIComponent(database));
  await prepare(root, shelf).catch((error: unknown) => {
    const reason = fileSystemCode(error);
    throw reason === undefined ? error : outputFailed(root, reason, error);
  });
  const { rows } = await client.query<{ time: string }>(
    `select to_char(clock_timestamp() at time zone 'utc', 'YYYYMMDD"T"HH24MISSMS') as time`,
  );
  return await backUp(client, schema, join(shelf, rows[0]?.time ?? ''), options);
}

async function prepare(root: string, shelf: string): Promise<void> {
  for (const folder of [root, dirname(shelf), shelf]) await requireFolderOrNothing(folder);
  await mkdir(root, { recursive: true, mode: 0o700 });
  // Never through a link, and never over what is there.
  await writeFile(join(root, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await mkdir(shelf, { recursive: true });
  // One that is being made there now fails, and does no harm; two at once of one database are not to be expected.
  await removeAllLeftovers(shelf);
}
