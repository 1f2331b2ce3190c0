import type pg from 'pg';
import { markSchema, requirePlainTables } from '../database/marked/schemas.ts';
import { platformPath } from '../database/session-settings.ts';
import { underSettings } from '../database/setting.ts';
import type { Schema } from '../entities/schema.ts';
import { type Aside, schemaKinds } from './backups.ts';
import { disableTriggers } from './disable-triggers.ts';
import { hasCircle, type PlatformTable, platformTables } from './platform-tables.ts';
import { undoImpossible } from './undo-impossible.ts';

/** A table, and where its rows are kept. */
export interface KeptTable {
  readonly table: PlatformTable;
  readonly copy: string;
}

/** Keeps rows in a schema of their own, with a list of the tables that they are of. */
export async function keepRows(
  client: pg.ClientBase,
  schema: string,
  kind: Aside,
  tables: readonly PlatformTable[],
): Promise<void> {
  await client.query(
    `create schema ${schema}; ${markSchema(schema, schemaKinds[kind])}; create table ${schema}.contents (place int primary key, name text not null)`,
  );
  for (const [place, { name, columns }] of tables.entries()) {
    await client.query(`create table ${schema}.t${place} as select ${columns.join(', ')} from only ${name}`);
    await client.query(`insert into ${schema}.contents values ($1, $2)`, [place, name]);
  }
}

/**
 * The tables whose rows a schema keeps, parents first.
 *
 * @throws `undo_impossible` where they have other columns now; `schema_not_ours`
 */
export async function readKeptTables(
  client: pg.ClientBase,
  domain: Schema,
  schema: string,
  database: string,
): Promise<readonly KeptTable[]> {
  await requirePlainTables(client, schema);
  const { rows } = await client.query<{ name: string; copy: string; then: string[]; now: string[] }>(
    `select name, '${schema}.t' || place as copy, ${columnsOf(`('${schema}.t' || place)::regclass`)} as then,
            ${columnsOf('to_regclass(name)')} as now
       from ${schema}.contents order by place`,
  );
  const reasons = rows.flatMap(({ name, then, now }) => [
    ...then.filter((column) => !now.includes(column)).map((column) => `${name} had the column ${column}`),
    ...now.filter((column) => !then.includes(column)).map((column) => `${name} has the column ${column} now`),
  ]);
  const tables = await platformTables(client, domain);
  const copies = new Map(rows.map(({ name, copy }) => [name, copy]));
  const gone = [...copies.keys()].filter((name) => !tables.some((table) => table.name === name));
  if (reasons.length + gone.length > 0) {
    const missing = gone.map((name) => `the table ${name} is not there any more`);
    throw undoImpossible(database, schema, [...missing, ...reasons]);
  }
  return tables.flatMap((table) => {
    const copy = copies.get(table.name);
    return copy === undefined ? [] : [{ table, copy }];
  });
}

const columnsOf = (table: string): string => `array(
  select format('%I %s', attname, format_type(atttypid, atttypmod)) from pg_attribute
   where attrelid = ${table} and attnum > 0 and not attisdropped and attgenerated = '')`;

/**
 * Replaces the rows of tables by those that are kept: exactly as they were, whatever triggers would make of them.
 *
 * @param touched the names of all tables that may lose rows by it
 */
export async function putRows(
  client: pg.ClientBase,
  kept: readonly KeptTable[],
  touched: readonly string[],
): Promise<void> {
  const enable = await disableTriggers(client, touched);
  const deletes = kept.toReversed().map(({ table }) => `delete from only ${table.name}`);
  const inserts = kept.map(({ table: { name, columns }, copy }) => {
    const list = columns.join(', ');
    return `insert into ${name} (${list}) overriding system value select ${list} from ${copy}`;
  });
  // Foreign keys are looked at when a statement ends: where they make a circle, one has to do it all.
  const all = hasCircle(kept.map(({ table }) => table))
    ? [deletes, inserts].map(inOne)
    : [...deletes, ...inserts];
  await underSettings(client, { search_path: platformPath }, async () => {
    for (const statement of all) await client.query(statement);
  });
  // Deferred constraints are to be heard of here.
  await client.query('set constraints all immediate');
  for (const statement of enable) await client.query(statement);
}

/** Several statements as one, at whose end foreign keys are looked at. */
export const inOne = (statements: readonly string[]): string =>
  `with ${statements.map((statement, i) => `s${i} as (${statement})`).join(', ')} select`;
