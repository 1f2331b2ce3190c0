import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { type Table, tablesOf } from '../load/table.ts';

/** The tables of a schema that a database has, with the columns of their keys; parents first. */
export async function keyedTables(client: pg.ClientBase, schema: Schema): Promise<readonly Table[]> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `select relname as table, array_agg(attname::text) as columns
       from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') group by relname`,
  );
  const present = new Map(rows.map(({ table, columns }) => [table, columns]));
  return tablesOf(schema).filter(({ name, primary }) =>
    primary.every((column) => present.get(name)?.includes(column)),
  );
}
