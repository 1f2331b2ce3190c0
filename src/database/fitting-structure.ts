import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { declaredTables } from './declared-tables.ts';
import { notMigrated } from './not-migrated.ts';
import { structureMismatch } from './structure-mismatch.ts';

/** The name of the database that a connection is in. */
export async function nameOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  return rows[0]?.name ?? '';
}

/** @throws `not_migrated`, `structure_mismatch` where tables or columns of the schema are missing */
export async function requireColumns(client: pg.ClientBase, schema: Schema): Promise<void> {
  const tables = declaredTables(schema);
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any ($1)`,
    [tables.map(({ name }) => name)],
  );
  if (rows.length === 0) throw notMigrated(await nameOf(client), schema.name);
  const differences = tables.flatMap((table) => {
    const { name } = table;
    const found = new Set(rows.filter((row) => row.table === name).map(({ column }) => column));
    if (found.size === 0) return [`The table "${name}" is missing.`];
    const missing = table.getColumns().filter((column) => !found.has(column.name));
    return missing.map((column) => `The column "${name}"."${column.name}" (${column.type}) is missing.`);
  });
  if (differences.length > 0) throw structureMismatch(await nameOf(client), differences);
}
