import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { endedBy } from '../../database/ended-by.ts';
import { lockKey, statusIn } from '../../database/migrate.ts';
import { notMigrated } from '../../database/not-migrated.ts';
import { underSettings } from '../../database/setting.ts';
import type { Schema } from '../../entities/schema.ts';
import { fullName } from '../../entities/table-name.ts';
import { OpenFile, type WrittenFile } from '../../load/files/open-file.ts';
import { refusedBy } from '../../load/refusal.ts';
import { currentVersions } from '../../seeders/versions.ts';
import { outputFailed } from '../output-failed.ts';
import { namesInOutput } from '../output-folder.ts';
import { outputInUse } from '../output-in-use.ts';
import { MANIFEST_FILE } from '../part.ts';
import { fileSystemCode, makeWholeFolder, syncFolder } from '../whole-folder.ts';
import { type Holdings, holdingsOf, type LiveTable } from './inventory.ts';
import { BACKUP, type BackupManifest } from './manifest.ts';
import { backupRefused } from './refused.ts';

export interface BackUpOptions {
  /** Hears which table is written next. */
  readonly onProgress?: (table: string) => void;
}

/** A backup that has been made. */
export interface BackupResult {
  readonly folder: string;
  readonly manifest: BackupManifest;
  /** The tables in `public` that are not in it, because neither an entity nor a migration of the domain has them. */
  readonly others: readonly string[];
}

/** Real data is for its owner alone. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Under which every value is written so that it is read back as it is, whatever the server's own settings. */
export const exactSettings = {
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  extra_float_digits: '1',
  lc_monetary: 'C',
  // Rows in the order in which they lie in the table, from the first one on.
  synchronize_seqscans: 'off',
  // An error instead of fewer rows.
  row_security: 'off',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
};

/**
 * Writes the rows of a domain's tables into a new folder: a file of COPY text a table, where sequences stand, and which
 * migrations have run. All of it is of one moment: others may go on writing meanwhile, and only migrations wait. In a
 * transaction that is open already, it is what that sees. The memory needed does not grow with the data.
 *
 * The folder is there with all its files, on the disk and readable for its owner alone, or not at all.
 *
 * @throws `output_in_use` where the folder holds anything; `output_failed`; `not_migrated`; `backup_refused`,
 * `connection_lost`
 * @example const { manifest } = await backUp(client, course, 'backups/monday');
 */
export async function backUp(
  client: pg.ClientBase,
  schema: Schema,
  folder: string,
  options: BackUpOptions = {},
): Promise<BackupResult> {
  try {
    await requireFree(folder);
    const made = await atOneMoment(client, schema, (holdings, migrations) =>
      makeWholeFolder(
        folder,
        (inside) => write(client, schema, inside, holdings, migrations, options),
        FOLDER_MODE,
      ),
    );
    await syncFolder(dirname(resolve(folder)));
    return { folder, ...made };
  } catch (error) {
    throw explain(error, folder);
  }
}

/** Has `work` see what the database held at one moment. */
async function atOneMoment<T>(
  client: pg.ClientBase,
  schema: Schema,
  work: (holdings: Holdings, migrations: readonly string[]) => Promise<T>,
): Promise<T> {
  const look = async () => {
    const migrations = (await statusIn(client, schema)).executed.map(({ name }) => name);
    return { migrations, holdings: await holdingsOf(client, schema, migrations) };
  };
  const run = () =>
    underSettings(client, exactSettings, async () => {
      const { holdings, migrations } = await look();
      return await work(holdings, migrations);
    });
  if (client.getTransactionStatus() !== 'I') return await run();
  // Of the session, because the transaction must not look at anything before it has its locks.
  await client.query('select pg_advisory_lock($1)', [lockKey]);
  try {
    const { tables } = (await look()).holdings;
    await client.query('begin isolation level repeatable read, read only');
    if (tables.length > 0) {
      const names = tables.map(({ name }) => `only ${fullName(name)}`);
      await client.query(`lock table ${names.join(', ')} in access share mode`);
    }
    return await run();
  } finally {
    // On a lost connection there is nothing to end.
    await client.query('rollback').catch(() => {});
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => {});
  }
}

async function write(
  client: pg.ClientBase,
  schema: Schema,
  folder: string,
  holdings: Holdings,
  migrations: readonly string[],
  { onProgress }: BackUpOptions,
): Promise<Omit<BackupResult, 'folder'>> {
  const { rows: about } = await client.query<{ database: string; at: string; server: string }>(
    `select current_database() as database, current_setting('server_version') as server,
            to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
  );
  const { database = '', at = '', server = '' } = about[0] ?? {};
  if (holdings.tables.length === 0) throw notMigrated(database, schema);
  const tables: BackupManifest['tables'] = {};
  for (const [i, table] of holdings.tables.entries()) {
    onProgress?.(table.name);
    const name = `${String(i + 1).padStart(2, '0')}-${encodeURIComponent(table.name)}.copy`;
    const { rows, file } = await writeTable(client, table, folder, name);
    tables[table.name] = { columns: [...table.columns], rows, file };
  }
  const manifest: BackupManifest = {
    backup: BACKUP,
    domain: schema.name,
    database,
    at,
    migrations: [...migrations],
    versions: { seedbed: currentVersions().seedbed, server },
    rows: Object.values(tables).reduce((sum, { rows }) => sum + rows, 0),
    tables,
    // After the rows, because others may take values meanwhile: none of those that rows have is given again.
    sequences: await readSequences(client, holdings.sequences),
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(join(folder, MANIFEST_FILE), text, { flush: true, mode: FILE_MODE });
  await syncFolder(folder);
  return { manifest, others: holdings.others };
}

async function writeTable(
  client: pg.ClientBase,
  { name, columns }: LiveTable,
  folder: string,
  fileName: string,
): Promise<{ readonly rows: number; readonly file: WrittenFile }> {
  const file = await OpenFile.create(folder, fileName, FILE_MODE);
  try {
    const list = columns.map(pg.escapeIdentifier).join(', ');
    // Names in values, such as those of a regclass, have no schema where it is this one.
    const rows = await underSettings(client, { search_path: 'public' }, async () => {
      const stream = client.query(copyTo(`copy ${fullName(name)} (${list}) to stdout`));
      let failure: { readonly error: unknown } | undefined;
      for await (const chunk of stream) {
        // What comes after a failure is read nevertheless, or the connection could not be used again.
        if (!failure) await file.write(chunk).catch((error: unknown) => (failure = { error }));
      }
      // Behind the last row PostgreSQL says how many they were; this waits until it has been heard.
      await client.query('select');
      if (failure) throw failure.error;
      return stream.rowCount;
    });
    await file.finish({ durable: true });
    if (!file.written) throw new TypeError(`${fileName} has not been finished`);
    return { rows, file: file.written };
  } finally {
    await file.close();
  }
}

async function readSequences(
  client: pg.ClientBase,
  names: readonly string[],
): Promise<BackupManifest['sequences']> {
  const sequences: BackupManifest['sequences'] = {};
  for (const name of names) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${fullName(name)}`,
    );
    if (rows[0]) sequences[name] = rows[0];
  }
  return sequences;
}

/** Seen before anything is read, not only when the folder is to get its name. */
async function requireFree(folder: string): Promise<void> {
  const names = await namesInOutput(folder);
  if (names.length > 0) throw outputInUse(folder, names.slice(0, 3));
}

function explain(error: unknown, folder: string): unknown {
  const ended = endedBy(error);
  if (ended) return ended;
  const refused = refusedBy(error);
  if (refused) return backupRefused(refused.code ?? 'XX000', refused.message, error);
  const reason = fileSystemCode(error);
  if (reason === 'ENOTEMPTY' || reason === 'EEXIST')
    return outputInUse(folder, ['what another run has put there']);
  return reason === undefined ? error : outputFailed(folder, reason, error);
}
