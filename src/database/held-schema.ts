import type { ClientBase } from 'pg';
import type { Schema } from '../entities/schema.ts';
import { declaredTables } from './declared-tables.ts';
import { historyTable, migrationNames } from './migration-status.ts';

/**
 * The one of some schemas that a database holds: all of its tables are there, whoever made them, or else one of its
 * migrations has run. Of several that with the most tables, because it may be another one with more to it; undefined
 * where it holds none. Nothing is written.
 *
 * @example (await heldSchema(client, domains))?.name // 'boardroom'
 */
export async function heldSchema<S extends Schema>(
  client: ClientBase,
  schemas: readonly S[],
): Promise<S | undefined> {
  const tables = await namesIn(client, `select tablename as name from pg_tables where schemaname = 'public'`);
  const [whole] = schemas
    .filter((schema) => declaredTables(schema).every(({ name }) => tables.has(name)))
    .sort((one, other) => other.entities.length - one.entities.length);
  if (whole) return whole;
  const { rows } = await client.query<{ readable: boolean | null }>(
    `select has_table_privilege(to_regclass('${historyTable}')::oid, 'select') as readable`,
  );
  if (rows[0]?.readable !== true) return undefined;
  const executed = await namesIn(client, `select name from ${historyTable}`);
  for (const schema of schemas) {
    if ((await migrationNames(schema)).some((name) => executed.has(name))) return schema;
  }
  return undefined;
}

async function namesIn(client: ClientBase, query: string): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(query);
  return new Set(rows.map(({ name }) => name));
}
