import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { nameOfClass } from '../entities/table-name.ts';
import { type Table, tablesOf } from '../load/table.ts';

/** The tables of a schema that a database has, with the columns of their keys; parents first. */
export async function keyedTables(client: pg.ClientBase, schema: Schema): Promise<readonly Table[]> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `select ${nameOfClass('c')} as table, array_agg(attname::text) as columns
       from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
      where relkind in ('r', 'p') group by c.oid, relnamespace, relname`,
  );
  const present = new Map(rows.map(({ table, columns }) => [table, columns]));
  return tablesOf(schema).filter(({ name, primary }) =>
    primary.every((column) => present.get(name)?.includes(column)),
  );
}
