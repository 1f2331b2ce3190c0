import pg from 'pg';
import { platformPath } from '../database/session-settings.ts';
import { underSettings } from '../database/setting.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { tablesOf } from './table.ts';

/** Inserts the schema's lookup rows that are missing; those that are there stay as they are. */
export async function insertMissingLookups(client: pg.ClientBase, schema: Schema): Promise<void> {
  await underSettings(client, { search_path: platformPath }, async () => {
    for (const { entity, rows } of schema.lookups) {
      const table = tablesOf(schema).find((one) => one.entity === entity);
      if (!table) throw new TypeError(`${entity.name} has lookup rows but is not among the entities`);
      for (const row of rows) {
        const columns = Object.keys(row).map(pg.escapeIdentifier);
        const places = columns.map((_, i) => `$${i + 1}`);
        await client.query(
          `insert into ${fullName(table.name)} (${columns}) values (${places}) on conflict do nothing`,
          Object.values(row),
        );
      }
    }
  });
}
