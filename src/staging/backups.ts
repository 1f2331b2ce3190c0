import pg from 'pg';
import { askOn } from '../database/ask.ts';
import { dropMarked, type MarkedDatabase, markedDatabases } from '../database/marked/databases.ts';
import { findSchemas, type SchemaKind } from '../database/marked/schemas.ts';
import type { ExclusiveSession } from './exclusive-session.ts';
import type { Strategy } from './history.ts';

const quoted = pg.escapeIdentifier;

/** How many resets can be undone. */
const KEPT = 2;

/** What was set aside: what stood before a reset, or what an undo took the place of. */
export type Aside = 'before' | 'undone';

/** What was set aside: a database beside this one, or a schema in it. */
export interface Backup {
  readonly name: string;
  readonly kind: Aside;
  readonly strategy: Strategy;
  /** When it was replaced, as in its name. */
  readonly time: string;
}

/** PostgreSQL cuts names that are longer. */
const LONGEST_NAME = 63;
/** What stands between the name of a database and the time at which it was set aside. */
const infixes = { before: '__before_', undone: '__undone_' } as const;
/** What the schemas are marked as. */
export const schemaKinds = {
  before: 'rows before a reset',
  undone: 'rows before an undo',
} as const satisfies Record<Aside, SchemaKind>;
const TIME = 'YYYYMMDD"T"HH24MISSMS';

/** The longest name that a database may have for others to stand beside it. */
export const longestName = LONGEST_NAME - infixes.before.length - '20260114T100000000'.length;

export const databaseAside = (name: string, kind: Aside, time: string): string =>
  `${name}${infixes[kind]}${time}`;
export const schemaAside = (kind: Aside, time: string): string => `seedbed_${kind}_${time.toLowerCase()}`;

/** Where to look for what was set aside: for schemas only where there is a connection to the database. */
type Place = Pick<ExclusiveSession, 'maintenance' | 'name'> & Partial<Pick<ExclusiveSession, 'target'>>;

/** The server's time for the name of a backup: later than that of all others, also where the clock has been put back. */
export async function timeForName(
  session: Pick<ExclusiveSession, 'maintenance' | 'target' | 'name'>,
): Promise<string> {
  const [last] = await readSetAside(session);
  const { rows } = await session.maintenance.query<{ time: string }>(
    `select to_char(greatest(clock_timestamp() at time zone 'utc',
       to_timestamp($1, '${TIME}')::timestamp + interval '1 millisecond'), '${TIME}') as time`,
    [last?.time],
  );
  return rows[0]?.time ?? '';
}

/** What was set aside, the newest first. */
export async function readSetAside({ maintenance, target, name }: Place): Promise<readonly Backup[]> {
  return [...(await databases(maintenance, name)), ...(target ? await schemas(target) : [])].sort(
    newestFirst,
  );
}

/** What is not needed any more: what older resets have set aside, and undos that were not the last thing done. */
export async function outdated(place: Place): Promise<readonly Backup[]> {
  const all = await readSetAside(place);
  const kept = all.filter(({ kind }) => kind === 'before').slice(0, KEPT);
  return all.filter((one, i) => (one.kind === 'before' ? !kept.includes(one) : i > 0));
}

/** Drops those of them that are databases. */
export async function dropDatabases(maintenance: pg.ClientBase, all: readonly Backup[]): Promise<void> {
  for (const { name, strategy } of all) if (strategy === 'rename') await dropMarked(askOn(maintenance), name);
}

/** Drops those of them that are schemas, in the transaction that is open. */
export async function dropSchemas(target: pg.ClientBase, all: readonly Backup[]): Promise<void> {
  for (const { name, strategy } of all)
    if (strategy === 'transaction') await target.query(`drop schema ${quoted(name)} cascade`);
}

/** One that is a database of ours. */
interface SetAside extends Backup {
  readonly database: MarkedDatabase;
}

const newestFirst = (a: Backup, b: Backup): number => (a.time < b.time ? 1 : -1);

/** The databases that were set aside from `name`: of ours, and so called, since one may have been renamed to be kept. */
async function databases(maintenance: pg.ClientBase, name: string): Promise<SetAside[]> {
  return (await markedDatabases(askOn(maintenance), name)).flatMap((database) => {
    const { kind, about } = database.mark;
    if ((kind !== 'before' && kind !== 'undone') || about !== name) return [];
    const start = name + infixes[kind];
    const time = database.name.slice(start.length);
    return database.name.startsWith(start) && /^\d{8}T\d{9}$/.test(time)
      ? [{ database, name: database.name, kind, strategy: 'rename' as const, time }]
      : [];
  });
}

/** The database that a backup is. */
export async function databaseOf(
  { maintenance, name }: Pick<ExclusiveSession, 'maintenance' | 'name'>,
  backup: Backup,
): Promise<MarkedDatabase> {
  const found = (await databases(maintenance, name)).find((one) => one.name === backup.name);
  if (!found) throw new TypeError(`${backup.name} is no backup`);
  return found.database;
}

/** Schemas that are ours: what only has such a name is left alone. */
async function schemas(target: pg.ClientBase): Promise<Backup[]> {
  return [...(await schemasOf(target, 'before')), ...(await schemasOf(target, 'undone'))];
}

async function schemasOf(target: pg.ClientBase, kind: Aside): Promise<Backup[]> {
  const found = await findSchemas(target, `^seedbed_${kind}_\\d{8}t\\d{9}$`, schemaKinds[kind]);
  return found
    .filter(({ reasons }) => reasons.length === 0)
    .map(({ name }) => ({
      name,
      kind,
      time: name.slice(`seedbed_${kind}_`.length).toUpperCase(),
      strategy: 'transaction',
    }));
}
