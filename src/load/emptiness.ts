import pg from 'pg';
import { inPublic } from '../database/in-public.ts';
import type { Schema } from '../entities/schema.ts';
import { tablesOf } from './table.ts';

/**
 * The rows that a database holds by table, tables without any left out. Lookup rows that belong to the
 * schema do not count.
 *
 * @param names tables in `public`; those of the schema where left out
 */
export async function countRows(
  client: pg.ClientBase,
  schema: Schema,
  names: readonly string[] = tablesOf(schema).map(({ name }) => name),
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const table = tablesOf(schema).find((one) => one.name === name);
    const lookup = schema.lookups.find(({ entity }) => entity === table?.entity);
    const [key = 'id'] = table?.primary ?? [];
    const others = lookup ? ` where ${pg.escapeIdentifier(key)}::text <> all ($1)` : '';
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from ${inPublic(name)}${others}`,
      lookup ? [lookup.rows.map((row) => row[key])] : [],
    );
    const count = Number(rows[0]?.count);
    if (count > 0) counts[name] = count;
  }
  return counts;
}
