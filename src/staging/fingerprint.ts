import pg from 'pg';
import { z } from 'zod';
import type { Schema } from '../entities/schema.ts';
import { fullName, nameOfClass } from '../entities/table-name.ts';
import { type Table, tablesOf } from '../load/table.ts';
import { keyedTables } from './keyed-tables.ts';

/** Which database it is. A copy, a restored dump or another name make it another one. */
export const databaseIdentityForm = z.strictObject({
  /** Of the server, as `initdb` has drawn it. A physical copy has it too. */
  system: z.string(),
  oid: z.string(),
  name: z.string(),
  /** Begins with 1, and grows when a standby is promoted, or a backup restored by the log. */
  timeline: z.string().nullish(),
  port: z.string().nullish(),
  /** The setting `cluster_name`. */
  cluster: z.string().nullish(),
  /** Of the server's data, where the role may see it. */
  folder: z.string().nullish(),
});
export type DatabaseIdentity = z.infer<typeof databaseIdentityForm>;

/** Which data it has: what dropping and making its tables again, or replacing their rows, makes different. */
export const dataIdentityForm = z.strictObject({
  /** The OIDs of the tables by name. */
  tables: z.record(z.string(), z.string()),
  /** The keys of some people: those whose hashes are the smallest. */
  people: z.array(z.string()),
});
export type DataIdentity = z.infer<typeof dataIdentityForm>;

/** How many people are remembered. */
const SAMPLE = 100;

/**
 * Testers add people one by one; a dump brings them at once. So many in one transaction, which are also more than this
 * part of all, are no testers.
 */
const AT_ONCE = 10;
const PART = 1 / 4;

export async function databaseIdentity(client: pg.ClientBase): Promise<DatabaseIdentity> {
  const { rows } = await client.query<DatabaseIdentity>(
    `select (select system_identifier::text from pg_control_system()) as system, oid::text, datname as name,
            case when not pg_is_in_recovery() then substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end as timeline,
            current_setting('port') as port, current_setting('cluster_name') as cluster,
            (select setting from pg_settings where pg_settings.name = 'data_directory') as folder
       from pg_database where datname = current_database()`,
  );
  const [identity] = rows;
  if (!identity) throw new TypeError('a connection is in a database');
  return identity;
}

export async function dataIdentity(client: pg.ClientBase, schema: Schema): Promise<DataIdentity> {
  const { rows } = await client.query<{ name: string; oid: string }>(
    `select ${nameOfClass('c')} as name, oid::text from pg_class c
      where relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1) order by 1`,
    [tablesOf(schema).map(({ name }) => name)],
  );
  return {
    tables: Object.fromEntries(rows.map(({ name, oid }) => [name, oid])),
    people: (await people(client, schema, SAMPLE)).map(({ key }) => key),
  };
}

/** In what the database is another one than that which was remembered, a line each; empty where it is the same. */
export async function differencesOfDatabase(
  client: pg.ClientBase,
  remembered: DatabaseIdentity,
): Promise<readonly string[]> {
  const found = await databaseIdentity(client);
  if (found.name !== remembered.name) return [`it was given to a database '${remembered.name}'`];
  if (found.system !== remembered.system || found.oid !== remembered.oid)
    return ['it was given to another database of that name: this one has been copied or restored'];
  return physical.flatMap(([key, what]) => {
    const [now, then] = [found[key], remembered[key]];
    // Not every role may see them.
    if (now == null || then == null || now === then) return [];
    return [`the server has another ${what} since, as a copy of its files has`];
  });
}

/** What may be different in a copy of the server's files. */
const physical = [
  ['timeline', 'timeline'],
  ['port', 'port'],
  ['cluster', 'cluster_name'],
  ['folder', 'data directory'],
] as const;

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
 * Compared within the range of hashes that is remembered: a person who has gone lets no other move up, and each newcomer has
 * the same chance to be seen. How many newcomers there are says nothing; that they came at once does.
 */
async function differencesOfPeople(
  client: pg.ClientBase,
  schema: Schema,
  remembered: readonly string[],
): Promise<readonly string[]> {
  const last = remembered.length < SAMPLE ? undefined : remembered.at(-1);
  const { name } = (await peopleTable(client, schema)) ?? { name: 'people' };
  const now = await people(client, schema, SAMPLE * 10, last);
  const newcomers = now.filter(({ key }) => !remembered.includes(key));
  if (remembered.length > 0 && newcomers.length === now.length)
    return [`none of the rows of "${name}" that it remembers is there any more`];
  const atOnce = Math.max(
    0,
    ...[...Map.groupBy(newcomers, (one) => one.transaction).values()].map((some) => some.length),
  );
  return atOnce <= AT_ONCE || atOnce <= now.length * PART
    ? []
    : [
        `of ${now.length} rows of "${name}" that were looked at, ${atOnce} have come since in one transaction`,
      ];
}

/** The table of those whom the others are about: parents come first. Undefined where it is none that is there. */
async function peopleTable(client: pg.ClientBase, schema: Schema): Promise<Table | undefined> {
  const tables = await keyedTables(client, schema);
  return tables.find(({ entity }) => !schema.lookups.some((lookup) => lookup.entity === entity));
}

/** By their keys, with the transaction that has written each. */
async function people(
  client: pg.ClientBase,
  schema: Schema,
  limit: number,
  last?: string,
): Promise<readonly { readonly key: string; readonly transaction: string }[]> {
  const table = await peopleTable(client, schema);
  if (!table) return [];
  const { name, primary } = table;
  const key = primary.map((column) => `${pg.escapeIdentifier(column)}::text`).join(` || '/' || `);
  const { rows } = await client.query<{ key: string; transaction: string }>(
    `select key, transaction from (select ${key} as key, xmin::text as transaction from ${fullName(name)}) as keys
      where $2::text is null or ${sum('key')} <= ${sum('$2')} order by ${sum('key')} limit $1`,
    [limit, last],
  );
  return rows;
}

const sum = (text: string): string => `sha256(convert_to(${text}, 'UTF8'))`;
