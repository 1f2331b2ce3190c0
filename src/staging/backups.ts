import pg from 'pg';
import { askOn } from '../database/ask.ts';
import { dropMarked, type MarkedDatabase, markedDatabases } from '../database/marked/databases.ts';
import type { Strategy } from './history.ts';
import { findSchemas } from './own-schema.ts';
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
/** What stands between the name of a database and the time at which it was set aside. */
const infixes = { before: '__before_', undone: '__undone_' } as const;
const TIME = 'YYYYMMDD"T"HH24MISSMS';

/** The longest name that a database may have for others to stand beside it. */
export const longestName = LONGEST_NAME - infixes.before.length - '20260114T100000000'.length;

export const backupDatabase = (name: string, time: string): string => `${name}${infixes.before}${time}`;
export const backupSchema = (time: string): string => `seedbed_before_${time.toLowerCase()}`;
/** What was current when an undo took its place, until the next reset or undo. */
export const undoneDatabase = (name: string, time: string): string => `${name}${infixes.undone}${time}`;

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
  const kept = await databases(maintenance, name, 'before');
  return [...kept, ...(await schemas(target))].sort(newestFirst);
}

/** Drops databases that nobody will ask for any more. */
export async function dropOldDatabases({
  maintenance,
  name,
}: Pick<Runner, 'maintenance' | 'name'>): Promise<void> {
  const old = (await databases(maintenance, name, 'before')).sort(newestFirst).slice(KEPT);
  await dropDatabases(maintenance, [...old, ...(await readUndone({ maintenance, name }))]);
}

/** What undos have taken the place of: one, or more where that could not be dropped. */
export const readUndone = async ({
  maintenance,
  name,
}: Pick<Runner, 'maintenance' | 'name'>): Promise<readonly Backup[]> =>
  await databases(maintenance, name, 'undone');

export async function dropDatabases(maintenance: pg.ClientBase, all: readonly Backup[]): Promise<void> {
  for (const { name } of all) await dropMarked(askOn(maintenance), name);
}

/** Drops schemas that nobody will ask for any more, in the transaction that is open. */
export async function dropOldSchemas(target: pg.ClientBase): Promise<void> {
  for (const { name } of (await schemas(target)).sort(newestFirst).slice(KEPT))
    await target.query(`drop schema ${quoted(name)} cascade`);
}

/** One that is a database of ours. */
interface SetAside extends Backup {
  readonly database: MarkedDatabase;
}

const newestFirst = (a: Backup, b: Backup): number => (a.time < b.time ? 1 : -1);

/** What a database was set aside as from `name`: of ours, and so called, since it may have been renamed to be kept. */
async function databases(
  maintenance: pg.ClientBase,
  name: string,
  kind: keyof typeof infixes,
): Promise<SetAside[]> {
  const start = name + infixes[kind];
  return (await markedDatabases(askOn(maintenance), name))
    .filter(({ mark }) => mark.kind === kind && mark.about === name)
    .map((database) => ({
      database,
      name: database.name,
      strategy: 'rename' as const,
      time: database.name.slice(start.length),
    }))
    .filter(({ name: its, time }) => its.startsWith(start) && /^\d{8}T\d{9}$/.test(time));
}

/** The database that a backup is. */
export async function databaseOf(
  { maintenance, name }: Pick<Runner, 'maintenance' | 'name'>,
  backup: Backup,
): Promise<MarkedDatabase> {
  const found = (await databases(maintenance, name, 'before')).find((one) => one.name === backup.name);
  if (!found) throw new TypeError(`${backup.name} is no backup`);
  return found.database;
}

/** Schemas that are ours: what only has such a name is left alone. */
async function schemas(target: pg.ClientBase): Promise<Backup[]> {
  const found = await findSchemas(target, '^seedbed_before_\\d{8}t\\d{9}$', 'rows before a reset');
  return found
    .filter(({ reasons }) => reasons.length === 0)
    .map(({ name }) => ({
      name,
      time: name.slice('seedbed_before_'.length).toUpperCase(),
      strategy: 'transaction',
    }));
}
