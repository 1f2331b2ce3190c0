import type pg from 'pg';
import { endedBy } from '../../database/ended-by.ts';
import { lockMigrations, migrateIn, requireMigration, statusIn } from '../../database/migrate.ts';
import { requireRunnable } from '../../database/migration-queries.ts';
import { migrationRefused } from '../../database/migration-refused.ts';
import type { MigrationStatus } from '../../database/migration-status.ts';
import { underSettings } from '../../database/setting.ts';
import type { Schema } from '../../entities/schema.ts';
import { hasCode, SeedbedError } from '../../errors/error.ts';
import { listed } from '../../errors/listed.ts';
import { refusedBy } from '../../load/refusal.ts';
import { countRows } from '../../load/row-counts.ts';
import type { RuledSchema } from '../../rules/rule.ts';
import { verify } from '../../rules/verify.ts';
import { backUpBelow } from './backup-directory.ts';
import { goneOf, unsavedTables } from './dropped-tables.ts';
import { lockHeld } from './inventory.ts';
import { backupRefused } from './refused.ts';
import type { BackUpOptions, BackupResult } from './write.ts';

export interface SafeMigrationOptions {
  /** Where backups go, as `backUpBelow` has it; none is made where this is left out. */
  readonly backups?: string | undefined;
  /** Hears of the backup, once it is complete and before anything is changed. */
  readonly onBackup?: (backup: BackupResult) => void;
  /** Hears what is done now: a table's name belongs to the backup. */
  readonly onProgress?: (step: 'backing up' | 'migrating' | 'checking rules', table?: string) => void;
}

/** What has been done. */
export interface MigrationResult {
  /** The migrations that ran or were reverted, in that order. */
  readonly names: readonly string[];
  /** The rows that went with their tables, by table. */
  readonly lost: Readonly<Record<string, number>>;
}

/**
 * Runs what is pending, or up to the migration `to`, in one transaction: waits for sessions that write, backs the rows up
 * where there are any, migrates, and where the newest version has been reached checks every rule. After any failure the
 * database is as it was; a backup that is complete stays.
 *
 * @throws `unknown_migration`, `migration_outside`, `migration_irreversible`, `migration_unverified`,
 * `tables_unsaved`, `connection_lost`; and what `backUp` and migrating throw
 * @example
 * await migrateUpSafely(client, course, undefined, { backups: 'backups', onBackup: ({ folder }) => console.log(folder) });
 */
export async function migrateUpSafely(
  client: pg.Client,
  domain: RuledSchema,
  to: string | undefined,
  options: SafeMigrationOptions = {},
): Promise<MigrationResult> {
  await requireMigration(domain, to);
  return await safely(client, domain, options, 'up', ({ pending }) =>
    pending.filter((name) => to === undefined || name <= to),
  );
}

/**
 * Reverts the last migration, or those after `to`, or with `0` all, as `migrateUpSafely` runs them.
 *
 * @throws as `migrateUpSafely`
 * @example (await migrateDownSafely(client, course, undefined, { backups: 'backups' })).lost // { result: 1_000 }
 */
export async function migrateDownSafely(
  client: pg.Client,
  domain: RuledSchema,
  to: string | 0 | undefined,
  options: SafeMigrationOptions = {},
): Promise<MigrationResult> {
  if (to !== 0) await requireMigration(domain, to);
  return await safely(client, domain, options, 'down', ({ executed }) => {
    const names = executed.map(({ name }) => name).toReversed();
    return to === undefined ? names.slice(0, 1) : names.filter((name) => to === 0 || name > to);
  });
}

async function safely(
  client: pg.Client,
  domain: RuledSchema,
  { backups, onBackup, onProgress }: SafeMigrationOptions,
  direction: 'up' | 'down',
  choose: (status: MigrationStatus) => readonly string[],
): Promise<MigrationResult> {
  try {
    // What is waited for is seen afterwards, whatever the database's own settings.
    await client.query('begin isolation level read committed');
    await lockMigrations(client);
    const before = await statusIn(client, domain);
    const names = choose(before);
    await requireRunnable(domain, direction, names);
    const done = before.executed.map(({ name }) => name);
    const held = names.length === 0 ? [] : await lockHeld(client, domain, done);
    const count = backups === undefined ? countRows : countAll;
    const rows = await count(client, domain, { names: held.map(({ name }) => name) });
    if (backups !== undefined && Object.keys(rows).length > 0) {
      const backUpOptions: BackUpOptions = { onProgress: (table) => onProgress?.('backing up', table) };
      const made = await backUpBelow(client, domain, backups, backUpOptions);
      onBackup?.(made);
    }
    const unsaved = backups === undefined ? [] : await unsavedTables(client, held);
    onProgress?.('migrating');
    if (names.length > 0) await migrateIn(client, domain, direction, names);
    const lost = await goneOf(client, unsaved);
    if (lost.length > 0)
      throw new SeedbedError('tables_unsaved', {
        message: `The migrations drop ${lost.join(', ')}, which backups do not have: they are of the domain's tables in schema public. The database is as it was.`,
        details: { tables: lost },
      });
    const after = await statusIn(client, domain);
    if (names.length > 0 && after.pending.length === 0) {
      onProgress?.('checking rules');
      await requireSound(client, domain);
    }
    const gone = await goneOf(client, held);
    await client.query('commit');
    return {
      names,
      lost: Object.fromEntries(Object.entries(rows).filter(([table]) => gone.includes(table))),
    };
  } catch (error) {
    // On a lost connection there is nothing to roll back, and the first error is the one to tell.
    await client.query('rollback').catch(() => {});
    throw explain(error);
  }
}

/**
 * Counts the rows that row security hides too: they would go with their tables, and no backup would have them.
 *
 * @throws `backup_refused` where they may not be seen
 */
async function countAll(
  client: pg.ClientBase,
  schema: Schema,
  counted: Parameters<typeof countRows>[2],
): Promise<Record<string, number>> {
  const settings = { row_security: 'off' };
  return await underSettings(client, settings, () => countRows(client, schema, counted)).catch((error) => {
    const refused = refusedBy(error);
    throw refused?.code === '42501' ? backupRefused(refused.code, refused.message, error) : error;
  });
}

/** @throws `migration_unverified` */
async function requireSound(client: pg.ClientBase, domain: RuledSchema): Promise<void> {
  // Deferred constraints speak now.
  await client.query('set constraints all immediate');
  const { violations, absences } = await verify(client, domain).catch((error: unknown) => {
    throw hasCode(error, 'verify_refused', 'not_migrated')
      ? migrationUnverified([error.message], error)
      : error;
  });
  if (absences.length > 0) throw migrationUnverified(absences.map(({ message }) => message));
  if (violations.length === 0) return;
  throw migrationUnverified(
    violations.map(({ rule, rows }) => `${rule.name}, by ${rows} rows: ${rule.description}`),
  );
}

function explain(error: unknown): unknown {
  const ended = endedBy(error);
  if (ended) return ended;
  const refused = refusedBy(error);
  if (!refused) return error;
  return migrationRefused({ sqlState: refused.code, answer: refused.message }, error);
}

const migrationUnverified = (problems: readonly string[], cause?: unknown): SeedbedError =>
  new SeedbedError('migration_unverified', {
    message: listed(
      'After the migrations the database would not be as its schema demands, so they were rolled back:',
      problems,
    ),
    details: { problems },
    cause,
  });
