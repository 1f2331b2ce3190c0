import pg from 'pg';
import { inPublic } from '../database/in-public.ts';
import type { Schema } from '../entities/schema.ts';
import { tablesOf } from '../load/table.ts';

/** Which database it is. A copy, a restored dump or another name make it another one. */
export interface DatabaseIdentity {
  /** Of the server, as `initdb` has drawn it. */
  readonly system: string;
  readonly oid: string;
  readonly name: string;
}

/** Which data it has: what dropping and making its tables again, or replacing their rows, makes different. */
export interface DataIdentity {
  /** The OIDs of the tables by name. */
  readonly tables: Readonly<Record<string, string>>;
  /** The keys of some people: those whose hashes are the smallest. */
  readonly people: readonly string[];
}

/** How many people are remembered. */
const SAMPLE = 100;

/** Of the people now, at most so many may have come since. */
const NEWCOMERS = 1 / 4;

export async function databaseIdentity(client: pg.ClientBase): Promise<DatabaseIdentity> {
  const { rows } = await client.query<DatabaseIdentity>(
    `select (select system_identifier::text from pg_control_system()) as system, oid::text, datname as name
       from pg_database where datname = current_database()`,
  );
  const [identity] = rows;
  if (!identity) throw new TypeError('a connection is in a database');
  return identity;
}

export async function dataIdentity(client: pg.ClientBase, schema: Schema): Promise<DataIdentity> {
  const { rows } = await client.query<{ name: string; oid: string }>(
    `select relname as name, oid::text from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname = any ($1) order by relname`,
    [tablesOf(schema).map(({ name }) => name)],
  );
  return {
    tables: Object.fromEntries(rows.map(({ name, oid }) => [name, oid])),
    people: await people(client, schema, SAMPLE),
  };
}

/** In what the database is another one than that which was remembered, a line each; empty where it is the same. */
export async function differencesOfDatabase(
  client: pg.ClientBase,
  remembered: DatabaseIdentity,
): Promise<readonly string[]> {
  const { system, oid, name } = await databaseIdentity(client);
  if (name !== remembered.name) return [`it was given to a database '${remembered.name}'`];
  return system === remembered.system && oid === remembered.oid
    ? []
    : [`it was given to another database of that name: this one has been copied or restored`];
}

/** In what the data is other data than what was remembered, a line each; empty where it is the same. */
export async function differencesOfData(
  client: pg.ClientBase,
  schema: Schema,
  remembered: DataIdentity,
): Promise<readonly string[]> {
  const { tables } = await dataIdentity(client, schema);
  const changed = tablesOf(schema).filter(({ name }) => remembered.tables[name] !== tables[name]);
  if (changed.length > 0) {
    const names = changed.slice(0, 3).map(({ name }) => `"${name}"`);
    return [`${names.join(', ')}${changed.length > 3 ? ', …' : ''} have been made anew since`];
  }
  return await differencesOfPeople(client, schema, remembered.people);
}

/**
 * Compared within the range of hashes that is remembered: who has gone lets nobody move up, and each newcomer has
 * the same chance to be seen.
 */
async function differencesOfPeople(
  client: pg.ClientBase,
  schema: Schema,
  remembered: readonly string[],
): Promise<readonly string[]> {
  const last = remembered.length < SAMPLE ? undefined : remembered.at(-1);
  const now = await people(client, schema, SAMPLE * 10, last);
  const { name } = peopleTable(schema);
  const newcomers = now.filter((key) => !remembered.includes(key)).length;
  if (newcomers === now.length && now.length + remembered.length > 0) {
    return [
      remembered.length === 0
        ? `"${name}" was empty then, and is not now`
        : `none of the rows of "${name}" that it remembers is there any more`,
    ];
  }
  return newcomers <= now.length * NEWCOMERS
    ? []
    : [`of ${now.length} rows of "${name}" that were looked at, ${newcomers} have come since`];
}

/** The table of those whom the others are about: parents come first. */
function peopleTable(schema: Schema) {
  const table = tablesOf(schema).find(
    ({ entity }) => !schema.lookups.some((lookup) => lookup.entity === entity),
  );
  if (!table) throw new TypeError(`${schema.name} has no tables`);
  return table;
}

async function people(
  client: pg.ClientBase,
  schema: Schema,
  limit: number,
  last?: string,
): Promise<readonly string[]> {
  const { name, primary } = peopleTable(schema);
  const key = primary.map((column) => `${pg.escapeIdentifier(column)}::text`).join(` || '/' || `);
  const { rows } = await client.query<{ key: string }>(
    `select key from (select ${key} as key from ${inPublic(name)}) as keys
      where $2::text is null or ${sum('key')} <= ${sum('$2')} order by ${sum('key')} limit $1`,
    [limit, last],
  );
  return rows.map((row) => row.key);
}

const sum = (text: string): string => `sha256(convert_to(${text}, 'UTF8'))`;
