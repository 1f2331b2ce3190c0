import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { lockMigrations, migrateIn, statusIn } from '../../database/migrate.ts';
import { requireRunnable } from '../../database/migration-queries.ts';
import { migrationNames } from '../../database/migration-status.ts';
import { platformPath } from '../../database/session-settings.ts';
import { underSettings } from '../../database/setting.ts';
import type { Schema } from '../../entities/schema.ts';
import { fullName } from '../../entities/table-name.ts';
import { stripTables } from '../../load/rebuild/drop-indexes.ts';
import { explainRefusal } from '../../load/refusal.ts';
import type { RuledSchema } from '../../rules/rule.ts';
import { type VerifyResult, verify } from '../../rules/verify.ts';
import { requireEmpty, requireFit, requireKnown } from './compatibility.ts';
import { bytesOf, fileOf, requireIntact } from './files.ts';
import { type BackupManifest, readBackup } from './manifest.ts';
import { requireSame } from './same.ts';
import { backupUnfit } from './unfit.ts';

export type RestoreStep =
  | 'checking files'
  | 'migrating'
  | 'writing rows'
  | 'building indexes and keys'
  | 'checking rules';

export interface RestoreOptions {
  /** Hears what is done now, and of which table where it is one. */
  readonly onProgress?: (step: RestoreStep, table?: string) => void;
}

/** What has been restored. */
export interface RestoreResult {
  readonly manifest: BackupManifest;
  /** The migrations that were run for it. */
  readonly ran: readonly string[];
  /** Those that were reverted. */
  readonly reverted: readonly string[];
  /** What was found by the rules; undefined where they are not about the tables as they are then, such as those of an older version. */
  readonly verification: VerifyResult | undefined;
}

/**
 * Brings a database to the migrations of a backup and fills it with the backup's rows, in one transaction: after any
 * failure it is as it was before. Its tables must be empty; lookup rows that migrations insert are replaced by those of
 * the backup. Values come back as they were, so no trigger changes them; keys and checks are made anew around the rows,
 * which validates all of them. Rows that break a rule which no constraint enforces are restored as they were,
 * and are told.
 *
 * @throws `backup_missing`, `manifest_unreadable`, `backup_damaged` before the database is asked for anything;
 * `backup_unfit`, `data_present`; what migrating throws; LoadRefusedError, `rows_not_arrived`, `structure_not_restored`,
 * `disk_full`, `connection_lost`
 * @example await restore(client, course, 'backups/monday');
 */
export async function restore(
  client: pg.ClientBase,
  domain: RuledSchema,
  folder: string,
  { onProgress }: RestoreOptions = {},
): Promise<RestoreResult> {
  const manifest = await readBackup(folder);
  onProgress?.('checking files');
  await requireIntact(folder, manifest);
  await requireKnown(folder, manifest, domain);
  try {
    // What is waited for is seen afterwards, whatever the database's own settings.
    await client.query('begin isolation level read committed');
    const restored = await underSettings(
      client,
      { statement_timeout: '0', row_security: 'off' },
      async () => {
        await lockMigrations(client);
        onProgress?.('migrating');
        const moved = await migrateTo(client, domain, folder, manifest);
        const parents = await requireFit(client, domain, folder, manifest);
        await load(client, domain, folder, manifest, parents, onProgress);
        await requireSame(client, folder, manifest);
        onProgress?.('checking rules');
        return { manifest, ...moved, verification: await verifyNewest(client, domain) };
      },
    );
    await client.query('commit');
    return restored;
  } catch (error) {
    // On a lost connection there is nothing to roll back, and the first error is the one to tell.
    await client.query('rollback').catch(() => {});
    throw explainRefusal(error);
  }
}

/** Runs and reverts migrations until exactly those have run that had when the backup was made. */
async function migrateTo(
  client: pg.ClientBase,
  schema: Schema,
  folder: string,
  { migrations }: BackupManifest,
): Promise<{ readonly ran: readonly string[]; readonly reverted: readonly string[] }> {
  const executed = (await statusIn(client, schema)).executed.map(({ name }) => name);
  const known = await migrationNames(schema);
  const foreign = executed.find((name) => !known.includes(name));
  if (foreign !== undefined) {
    const why = `the migration ${foreign} has run in the database, which is not of '${schema.name}'`;
    throw backupUnfit(folder, why, 'Restore it into an empty database.');
  }
  await requireEmpty(client, schema, executed);
  const ran = migrations.filter((name) => !executed.includes(name));
  const reverted = executed.filter((name) => !migrations.includes(name)).toReversed();
  await requireRunnable(schema, 'up', ran);
  await requireRunnable(schema, 'down', reverted);
  if (reverted.length > 0) await migrateIn(client, schema, 'down', reverted);
  if (ran.length > 0) await migrateIn(client, schema, 'up', ran);
  return { ran, reverted };
}

async function load(
  client: pg.ClientBase,
  schema: Schema,
  folder: string,
  { tables, sequences }: BackupManifest,
  parents: readonly string[],
  onProgress: RestoreOptions['onProgress'],
): Promise<void> {
  const names = Object.keys(tables);
  const makeAgain = await stripTables(client, {
    tables: [...new Set([...names, ...parents])],
    emptied: names,
    old: true,
    namespaces: schema.namespaces,
  });
  const settings = {
    search_path: platformPath,
    datestyle: 'ISO, YMD',
    intervalstyle: 'postgres',
    lc_monetary: 'C',
    array_nulls: 'on',
    xmloption: 'content',
  };
  await underSettings(client, settings, async () => {
    for (const [name, table] of Object.entries(tables)) {
      onProgress?.('writing rows', name);
      const columns = table.columns.map(pg.escapeIdentifier).join(', ');
      const statement = `copy ${fullName(name)} (${columns}) from stdin (format text, freeze)`;
      await pipeline(bytesOf(fileOf(folder, table)), client.query(copyFrom(statement)));
    }
  });
  onProgress?.('building indexes and keys');
  await makeAgain();
  await underSettings(client, { search_path: platformPath }, () =>
    client.query('set constraints all immediate'),
  );
  for (const [name, { last, called }] of Object.entries(sequences)) {
    // A value that is set outlasts a rollback, but not one of a sequence that was made anew in the transaction.
    await client.query(`alter sequence ${fullName(name)} restart`);
    await client.query('select setval($1::regclass, $2, $3)', [fullName(name), last, called]);
  }
  await client.query(`analyze ${names.map(fullName)}`);
}

/** Undefined where the tables are not, or not yet, those that the rules are about. */
async function verifyNewest(client: pg.ClientBase, domain: RuledSchema): Promise<VerifyResult | undefined> {
  if ((await statusIn(client, domain)).pending.length > 0) return undefined;
  const verification = await verify(client, domain);
  return verification.absences.length === 0 ? verification : undefined;
}
