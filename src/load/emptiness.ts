import type pg from 'pg';
import { inPublic } from '../database/in-public.ts';
import type { Schema } from '../entities/schema.ts';
import { isAmong, lookupRows, type RowKeys } from './staying.ts';
import { tablesOf } from './table.ts';

interface Counted {
  /** Tables in `public`; those of the schema where left out. */
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
  const counts: Record<string, number> = {};
  for (const name of names) {
    const table = tablesOf(schema).find((one) => one.name === name);
    const others = table ? ` where not ${isAmong(except, table, 't')}` : '';
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from ${inPublic(name)} t${others}`,
    );
    const count = Number(rows[0]?.count);
    if (count > 0) counts[name] = count;
  }
  return counts;
}
