import pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { isAmong, lookupRows, type RowKeys } from './staying.ts';
import { tablesOf } from './table.ts';

interface Counted {
  /** Those of the schema where left out. */
  readonly names?: readonly string[];
  /** Rows that do not count; the lookup rows of the schema where left out. */
  readonly except?: RowKeys;
}

/** The rows that a database holds by table, tables without any left out. */
export async function countRows(
  client: pg.ClientBase,
  schema: Schema,
  { names = tablesOf(schema).map(({ name }) => name), except = lookupRows(schema) }: Counted = {},
): Promise<Record<string, number>> {
  if (names.length === 0) return {};
  const counts = names.map((name) => {
    const table = tablesOf(schema).find((one) => one.name === name);
    const others = table ? ` where not ${isAmong(except, table, 't')}` : '';
    return `select ${pg.escapeLiteral(name)} as name, count(*) as count from ${fullName(name)} t${others}`;
  });
  const { rows } = await client.query<{ name: string; count: string }>(counts.join(' union all '));
  return Object.fromEntries(
    rows.map(({ name, count }) => [name, Number(count)]).filter(([, count]) => count),
  );
}
