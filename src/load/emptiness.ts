import pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { tablesOf } from './table.ts';

/**
 * The rows that a database holds by table, tables without any left out. Lookup rows that belong to the
 * schema do not count.
 */
export async function countRows(client: pg.ClientBase, schema: Schema): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { entity, name, primary } of tablesOf(schema)) {
    const lookup = schema.lookups.find((one) => one.entity === entity);
    const [key = 'id'] = primary;
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from public.${pg.escapeIdentifier(name)} where ${pg.escapeIdentifier(key)}::text <> all ($1)`,
      [lookup?.rows.map((row) => row[key]) ?? []],
    );
    const count = Number(rows[0]?.count);
    if (count > 0) counts[name] = count;
  }
  return counts;
}
