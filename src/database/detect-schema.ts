import type { ClientBase } from 'pg';
import type { Schema } from '../entities/schema.ts';
import { nameOfClass } from '../entities/table-name.ts';
import { declaredNames } from './declared-tables.ts';
import { historyOid, historyRows, migrationNames } from './migration-status.ts';

/**
 * The one of some schemas that a database holds: all of its tables are there, by whatever made, or else one of its
 * migrations has run, or else most of its tables are there, as on a platform's newer or older version. Of several that
 * with the most tables, because it may be another one with more to it; undefined where it holds none. Nothing is
 * written.
 *
 * @example (await detectSchema(client, domains))?.name // 'boardroom'
 */
export async function detectSchema<S extends Schema>(
  client: ClientBase,
  schemas: readonly S[],
): Promise<S | undefined> {
  const tables = await namesIn(
    client,
    `select ${nameOfClass('c')} as name from pg_class c where relkind in ('r', 'p')`,
  );
  const present = (schema: S): number => declaredNames(schema).filter((name) => tables.has(name)).length;
  const mostFirst = schemas.toSorted((one, other) => present(other) - present(one));
  const whole = mostFirst.find((schema) => present(schema) === declaredNames(schema).length);
  if (whole) return whole;
  const most = mostFirst.find((schema) => present(schema) > declaredNames(schema).length / 2);
  const { rows } = await client.query<{ readable: boolean | null }>(
    `select has_table_privilege(${historyOid}, 'select') as readable`,
  );
  if (rows[0]?.readable !== true) return most;
  const executed = await namesIn(client, `select name from ${historyRows}`);
  for (const schema of schemas) {
    if ((await migrationNames(schema)).some((name) => executed.has(name))) return schema;
  }
  return most;
}

async function namesIn(client: ClientBase, query: string): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(query);
  return new Set(rows.map(({ name }) => name));
}
