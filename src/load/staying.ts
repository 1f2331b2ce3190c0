import pg from 'pg';
import { hasOwnTable } from '../database/marked/own-tables.ts';
import type { Schema } from '../entities/schema.ts';
import { type Table, tablesOf } from './table.ts';

/** Keys of rows by the name of their table, as `keyOf` gives them. */
export type RowKeys = ReadonlyMap<string, readonly string[]>;

/** Where a domain's rows are to stay, whatever is loaded: its lookup rows, and the baseline of the database. */
export const stayingRows = async (client: pg.ClientBase, schema: Schema): Promise<RowKeys> =>
  together(lookupRows(schema), await readBaseline(client, schema));

/** The rows that belong to a schema. */
export function lookupRows(schema: Schema): RowKeys {
  return new Map(
    schema.lookups.flatMap(({ entity, rows }) => {
      const table = tablesOf(schema).find((one) => one.entity === entity);
      if (!table) return [];
      return [[table.name, rows.map((row) => keyText(table.primary.map((column) => String(row[column]))))]];
    }),
  );
}

/**
 * The rows of a database that were there before any dataset, as `seedbed label` has recorded them.
 *
 * @throws `schema_not_ours`
 */
export async function readBaseline(client: pg.ClientBase, schema: Schema): Promise<RowKeys> {
  if (!(await hasOwnTable(client, 'baseline'))) return new Map();
  const { rows } = await client.query<{ name: string; keys: string[] }>(
    `select name, array_agg(key order by key collate "C") as keys from seedbed_staging.baseline
      where name = any ($1) group by name`,
    [tablesOf(schema).map(({ name }) => name)],
  );
  return new Map(rows.map(({ name, keys }) => [name, keys]));
}

/** The rows that are in any of them. */
export function together(...all: readonly RowKeys[]): RowKeys {
  const names = new Set(all.flatMap((some) => [...some.keys()]));
  return new Map([...names].map((name) => [name, [...new Set(all.flatMap((some) => some.get(name) ?? []))]]));
}

/** SQL: the key of a row as text; of several columns, the text of a row of them. */
export const keyOf = ({ primary }: Pick<Table, 'primary'>, alias: string): string => {
  const columns = primary.map((column) => `${alias}.${pg.escapeIdentifier(column)}`);
  return `${columns.length === 1 ? columns[0] : `row(${columns.join(', ')})`}::pg_catalog.text`;
};

/** The same of values that are known. */
export const keyText = (values: readonly string[]): string =>
  values.length === 1 ? (values[0] ?? '') : `(${values.map(fieldText).join(',')})`;

/** As PostgreSQL writes a field of a row. */
const fieldText = (value: string): string =>
  value === '' || /["\\(),\s]/.test(value) ? `"${value.replace(/["\\]/g, '$&$&')}"` : value;

/** SQL: whether a row of a table is among some, by its key. */
export function isAmong(rows: RowKeys, table: Pick<Table, 'name' | 'primary'>, alias: string): string {
  const keys = rows.get(table.name) ?? [];
  if (keys.length === 0) return 'false';
  const list = `{${keys.map((key) => `"${key.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
  return `${keyOf(table, alias)} operator(pg_catalog.=) any (${pg.escapeLiteral(list)}::pg_catalog.text[])`;
}
