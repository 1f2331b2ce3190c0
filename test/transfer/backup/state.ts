import type pg from 'pg';
import { fingerprint, readCatalogOf } from '../../../src/database/catalog.ts';
import type { Schema } from '../../../src/entities/schema.ts';
import { fullName } from '../../../src/entities/table-name.ts';
import { holdingsOf } from '../../../src/transfer/backup/inventory.ts';

/** The rows of every table in `public` by its columns, in an order of their own, and where sequences stand. */
export async function contentsOf(client: pg.Client): Promise<Record<string, unknown>> {
  const { rows: relations } = await client.query<{ name: string; kind: string }>(
    `select relname as name, relkind as kind from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'S')
        and relname not like 'mikro_orm_migrations%' order by relname`,
  );
  const contents: Record<string, unknown> = {};
  await client.query(`set timezone = 'UTC'`);
  for (const { name, kind } of relations) {
    const row = kind === 'S' ? 'last_value, is_called' : 'to_jsonb(r)::text';
    const { rows } = await client.query({
      text: `select ${row} from ${fullName(name)} r order by 1`,
      rowMode: 'array',
    });
    contents[name] = rows;
  }
  return contents;
}

/** The definitions of all tables in `public`, and what belongs to them. */
export async function structureOf(client: pg.Client, schema: Schema): Promise<string> {
  const { tables, others } = await holdingsOf(client, schema, []);
  const names = [...tables.map(({ name }) => name), ...others];
  return fingerprint(await readCatalogOf(client, names, schema.namespaces));
}
