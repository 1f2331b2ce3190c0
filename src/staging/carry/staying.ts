import pg from 'pg';
import { platformPath } from '../../database/session-settings.ts';
import { underSettings } from '../../database/setting.ts';
import type { Schema } from '../../entities/schema.ts';
import { fullName } from '../../entities/table-name.ts';
import { isAmong, keyOf, lookupRows, type RowKeys, together } from '../../load/staying.ts';
import { type Table, tablesOf } from '../../load/table.ts';
import { disableTriggers } from '../disable-triggers.ts';
import { copyRows, explainRow } from './copy.ts';
import { type ExactTable, exactTables } from './exact.ts';
import { tableHash } from './hash.ts';
import { rowsInTheWay } from './rows-in-the-way.ts';

/**
 * Takes rows of the schema's own tables over, in the transaction that is open: the baseline, and what people have made of
 * titles of roles and the like, which belong to the schema. Those of the baseline are proven to be the same on both sides.
 *
 * @throws `rows_in_the_way`
 */
export async function carryStaying(
  from: pg.ClientBase,
  to: pg.ClientBase,
  schema: Schema,
  baseline: RowKeys,
): Promise<void> {
  const staying = together(lookupRows(schema), baseline);
  const carried: Carried[] = [];
  for (const table of tablesOf(schema).filter(({ name }) => (staying.get(name) ?? []).length > 0))
    carried.push(await takeRows(from, to, table, staying));
  const enable = await disableTriggers(
    to,
    carried.map(({ name }) => name),
  );
  // Of the baseline, what has gone since goes here too.
  for (const { table, name, copy } of carried.toReversed())
    await change(
      to,
      name,
      `delete from only ${name} t where ${isAmong(baseline, table, 't')} and not exists (${sameKey(table, copy)})`,
    );
  for (const one of carried) await putRows(to, one);
  for (const statement of enable) await to.query(statement);
  for (const { copy } of carried) await to.query(`drop table ${copy}`);
  const before = await hashesOf(from, schema, baseline);
  const after = await hashesOf(to, schema, baseline);
  requireSame(before, after, 'they are not the same in another database');
}

/** Rows of a table in a temporary one of the other database. */
interface Carried {
  readonly table: Table;
  readonly name: string;
  readonly copy: string;
  readonly columns: readonly string[];
}

async function takeRows(
  from: pg.ClientBase,
  to: pg.ClientBase,
  table: Table,
  staying: RowKeys,
): Promise<Carried> {
  const name = fullName(table.name);
  const copy = `pg_temp.${pg.escapeIdentifier(`carried ${table.name}`)}`;
  const [exact] = await exactTables(from, [name]);
  const written = exact?.written ?? [];
  const columns = written.map(({ column }) => column);
  await to.query(`create temporary table ${copy.slice('pg_temp.'.length)} as
    select ${columns.join(', ')} from only ${name} with no data`);
  const query = `select ${written.map(({ read }) => read).join(', ')} from only ${name} t where ${isAmong(staying, table, 't')}`;
  await copyRows(from, query, to, `${copy} (${columns.join(', ')})`);
  return { table, name, copy, columns };
}

const sameKey = (table: Table, copy: string): string =>
  `select from ${copy} c where ${keyOf(table, 'c')} operator(pg_catalog.=) ${keyOf(table, 't')}`;

/** Not by `on conflict`: a platform may have another key. */
async function putRows(to: pg.ClientBase, { table, name, copy, columns }: Carried): Promise<void> {
  const keys = table.primary.map(pg.escapeIdentifier);
  const others = columns.filter((column) => !keys.includes(`"${column.replace(/^"|"$/g, '')}"`));
  if (others.length > 0) {
    const values = others.map((column) => `${column} = c.${column}`).join(', ');
    const isSame = `${keyOf(table, 'c')} operator(pg_catalog.=) ${keyOf(table, 't')}`;
    await change(to, name, `update only ${name} t set ${values} from ${copy} c where ${isSame}`);
  }
  const list = columns.join(', ');
  await change(
    to,
    name,
    `insert into ${name} (${list}) overriding system value
      select ${list} from ${copy} c where not exists (
        select from only ${name} t where ${keyOf(table, 'c')} operator(pg_catalog.=) ${keyOf(table, 't')})`,
  );
}

async function change(to: pg.ClientBase, name: string, statement: string): Promise<void> {
  try {
    await underSettings(to, { search_path: platformPath }, () => to.query(statement));
  } catch (error) {
    throw explainRow(name, error);
  }
}

/** Hashes of some rows by table. */
export async function hashesOf(
  client: pg.ClientBase,
  schema: Schema,
  rows: RowKeys,
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const table of tablesOf(schema).filter(({ name }) => rows.has(name))) {
    const name = fullName(table.name);
    const exact: readonly ExactTable[] = await exactTables(client, [name]);
    for (const one of exact) hashes.set(name, await tableHash(client, one, isAmong(rows, table, 't')));
  }
  return hashes;
}

/** @throws `rows_in_the_way` where some rows are not what they were */
export function requireSame(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  reason: string,
): void {
  for (const [name, hash] of before) if (after.get(name) !== hash) throw rowsInTheWay(name, reason);
}
