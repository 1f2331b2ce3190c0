import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import { isAmong, keyOf, lookupRows, type RowKeys, readBaseline, together } from '../load/staying.ts';
import type { Table } from '../load/table.ts';
import { type Keep, keptRows, MOST_KEPT } from './keep.ts';
import { keyedTables } from './keyed-tables.ts';

/** Rows by the name of their table. */
export type RowCounts = Readonly<Record<string, number>>;

/**
 * Records the baseline of a database, in the transaction that is open: what was recorded before and is still there, what is
 * found, and what is named.
 *
 * @throws `unknown_name`, `bad_keep`, `too_many_to_keep`
 */
export async function recordBaseline(
  client: pg.ClientBase,
  schema: Schema,
  { keep = [], baseline = true }: { readonly keep?: readonly Keep[]; readonly baseline?: boolean },
): Promise<void> {
  const found = baseline ? [await readBaseline(client, schema), await leftByMigrations(client, schema)] : [];
  const rows = together(...found, await keptRows(client, schema, keep));
  await writeBaseline(client, await thoseThere(client, schema, rows));
}

/**
 * The rows that a platform's migrations seem to have left: whatever is there, where that is in no more than half of
 * the tables. Any dataset, and any use, fills more of them.
 */
async function leftByMigrations(client: pg.ClientBase, schema: Schema): Promise<RowKeys> {
  const lookups = lookupRows(schema);
  const filled: Table[] = [];
  const tables = await keyedTables(client, schema);
  for (const table of tables) {
    const { rowCount } = await client.query(
      `select from only ${fullName(table.name)} t where not ${isAmong(lookups, table, 't')} limit 1`,
    );
    if (rowCount !== 0) filled.push(table);
  }
  if (filled.length * 2 > tables.length) return new Map();
  const found = await keysOf(client, filled, (table) => `not ${isAmong(lookups, table, 't')}`);
  return countOf(found) > MOST_KEPT ? new Map() : found;
}

/** Those of some rows that are there. */
const thoseThere = async (client: pg.ClientBase, schema: Schema, rows: RowKeys): Promise<RowKeys> =>
  await keysOf(
    client,
    (await keyedTables(client, schema)).filter(({ name }) => rows.has(name)),
    (table) => isAmong(rows, table, 't'),
  );

/** The keys of rows, one more than may stay at most. */
async function keysOf(
  client: pg.ClientBase,
  tables: readonly Table[],
  which: (table: Table) => string,
): Promise<RowKeys> {
  const found = new Map<string, readonly string[]>();
  for (const table of tables) {
    const { rows } = await client.query<{ key: string }>(
      `select ${keyOf(table, 't')} as key from only ${fullName(table.name)} t where ${which(table)} limit ${MOST_KEPT + 1}`,
    );
    const keys = rows.map(({ key }) => key);
    if (keys.length > 0) found.set(table.name, keys);
  }
  return found;
}

async function writeBaseline(client: pg.ClientBase, rows: RowKeys): Promise<void> {
  requireFew(rows);
  await client.query('delete from seedbed_staging.baseline');
  for (const [name, keys] of rows)
    await client.query('insert into seedbed_staging.baseline select $1, unnest($2::text[])', [name, keys]);
}

const countOf = (rows: RowKeys): number => [...rows.values()].reduce((sum, keys) => sum + keys.length, 0);

/** @throws `too_many_to_keep` where more rows are to stay than can be told apart by their keys */
function requireFew(rows: RowKeys): void {
  const count = countOf(rows);
  if (count <= MOST_KEPT) return;
  throw new SeedbedError('too_many_to_keep', {
    message: `More than ${MOST_KEPT} rows are to stay.`,
    details: { most: MOST_KEPT },
  });
}

/**
 * The rows of the domain's tables that stay in a reset, beside its lookup rows: the baseline, and others for this time.
 *
 * @throws `unknown_name`, `bad_keep`, `too_many_to_keep`
 */
export async function rowsToStay(
  client: pg.ClientBase,
  schema: Schema,
  keep: readonly Keep[] = [],
): Promise<RowKeys> {
  const rows = together(await readBaseline(client, schema), await keptRows(client, schema, keep));
  requireFew(rows);
  return rows;
}

/** Makes the baseline of one database that of another. */
export async function takeBaseline(from: pg.ClientBase, to: pg.ClientBase, schema: Schema): Promise<void> {
  await writeBaseline(to, await readBaseline(from, schema));
}

/** How many rows of the baseline are there, by table. */
export async function countBaseline(client: pg.ClientBase, schema: Schema): Promise<RowCounts> {
  return await countAmong(client, schema, await readBaseline(client, schema));
}

/** How many rows of the tables are among some, tables without any left out. */
export async function countAmong(client: pg.ClientBase, schema: Schema, some: RowKeys): Promise<RowCounts> {
  const counts: Record<string, number> = {};
  for (const table of await keyedTables(client, schema)) {
    if (!some.has(table.name)) continue;
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::float8 as count from only ${fullName(table.name)} t where ${isAmong(some, table, 't')}`,
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) counts[table.name] = count;
  }
  return counts;
}
