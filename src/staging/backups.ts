import pg from 'pg';
import type { Strategy } from './history.ts';
import type { Runner } from './runner.ts';

const quoted = pg.escapeIdentifier;

/** How many resets can be undone. */
const KEPT = 2;

/** What stood before a reset: a database beside this one, or a schema in it. */
export interface Backup {
  readonly name: string;
  readonly strategy: Strategy;
  /** When it was replaced, as in its name. */
  readonly time: string;
}

/** PostgreSQL cuts names that are longer. */
const LONGEST_NAME = 63;
const BEFORE = '__before_';
const UNDONE = '__undone_';
const TIME = 'YYYYMMDD"T"HH24MISSMS';

/** The longest name that a database may have for others to stand beside it. */
export const longestName = LONGEST_NAME - BEFORE.length - '20260114T100000000'.length;

export const backupDatabase = (name: string, time: string): string => `${name}${BEFORE}${time}`;
export const backupSchema = (time: string): string => `seedbed_before_${time.toLowerCase()}`;
/** What was current when an undo took its place, until the next reset or undo. */
export const undoneDatabase = (name: string, time: string): string => `${name}${UNDONE}${time}`;

/** The server's time for the name of a backup: later than that of all others, also where the clock has been put back. */
export async function timeForName(runner: Pick<Runner, 'maintenance' | 'target' | 'name'>): Promise<string> {
  const [last] = await readBackups(runner);
  const { rows } = await runner.maintenance.query<{ time: string }>(
    `select to_char(greatest(clock_timestamp() at time zone 'utc',
       to_timestamp($1, '${TIME}')::timestamp + interval '1 millisecond'), '${TIME}') as time`,
    [last?.time],
  );
  return rows[0]?.time ?? '';
}

/** Those that can be put back, the newest first. */
export async function readBackups({
  maintenance,
  target,
  name,
}: Pick<Runner, 'maintenance' | 'target' | 'name'>): Promise<readonly Backup[]> {
  const kept = (await databases(maintenance, `${name}${BEFORE}`)).map(asBackup);
  return [...kept, ...(await schemas(target))].sort(newestFirst);
}

/** Drops databases that nobody will ask for any more. */
export async function dropOldDatabases({
  maintenance,
  name,
}: Pick<Runner, 'maintenance' | 'name'>): Promise<void> {
  const old = (await databases(maintenance, `${name}${BEFORE}`)).map(asBackup).sort(newestFirst).slice(KEPT);
  await dropDatabases(maintenance, [...old, ...(await readUndone({ maintenance, name }))]);
}

/** What undos have taken the place of: one, or more where that could not be dropped. */
export const readUndone = async ({
  maintenance,
  name,
}: Pick<Runner, 'maintenance' | 'name'>): Promise<readonly Named[]> =>
  await databases(maintenance, `${name}${UNDONE}`);

export async function dropDatabases(maintenance: pg.ClientBase, all: readonly Named[]): Promise<void> {
  for (const { name } of all) await maintenance.query(`drop database if exists ${quoted(name)} with (force)`);
}

/** Drops schemas that nobody will ask for any more, in the transaction that is open. */
export async function dropOldSchemas(target: pg.ClientBase): Promise<void> {
  for (const { name } of (await schemas(target)).sort(newestFirst).slice(KEPT))
    await target.query(`drop schema ${quoted(name)} cascade`);
}

interface Named {
  readonly name: string;
  readonly time: string;
}

const asBackup = (database: Named): Backup => ({ ...database, strategy: 'rename' });

const newestFirst = (a: Backup, b: Backup): number => (a.time < b.time ? 1 : -1);

/** Those whose name is some text and a time behind it. */
async function databases(maintenance: pg.ClientBase, before: string): Promise<Named[]> {
  const { rows } = await maintenance.query<{ name: string; time: string }>(
    `select datname as name, substr(datname::text, length($1) + 1) as time from pg_database
      where starts_with(datname::text, $1) and substr(datname::text, length($1) + 1) ~ '^\\d{8}T\\d{9}$'`,
    [before],
  );
  return rows;
}

async function schemas(target: pg.ClientBase): Promise<Backup[]> {
  const { rows } = await target.query<{ name: string; time: string }>(
    `select nspname as name, upper(substr(nspname, length('seedbed_before_') + 1)) as time from pg_namespace
      where nspname ~ '^seedbed_before_\\d{8}t\\d{9}$'`,
  );
  return rows.map((one) => ({ ...one, strategy: 'transaction' }));
}
