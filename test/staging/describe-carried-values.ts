import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { settings as all, typeTables, unknownTypes } from './carried-types.ts';
import { pair, setUp } from './carry.ts';

/** @param chosen which of the combinations of settings */
export function describeCarriedValues(version: 15 | 18, chosen: readonly number[]): void {
  describe(`values of every type on PostgreSQL ${version}`, () => {
    test.each(chosen.map((i) => ({ settings: all[i] ?? {} })))(
      'are carried exactly under $settings',
      async ({ settings }) => {
        const both = await pair(version, '');
        expect(await unknownTypes(both.from.client)).toEqual([]);
        const tables = await typeTables(both.from.client);
        const made = tables.map(({ make }) => make).join(';\n');
        for (const { client } of [both.from, both.to]) await client.query(made);
        // Values are written before the settings hold: what they mean does not depend on them.
        await both.from.client.query(tables.map(({ fill }) => fill).join(';\n'));
        const before = await contents(both.from.client);
        expect(before.length).toBeGreaterThan(300);
        await setUp(both, settings);
        expect(await both.carry()).toEqual([]);
        expect(await contents(both.to.client)).toEqual(before);
      },
    );
  });
}

/** All values as text and, where no OIDs of types are in it, as bytes. */
async function contents(client: pg.Client): Promise<readonly unknown[]> {
  const { rows: tables } = await client.query<{ name: string; hasBytes: boolean }>(
    `select c.oid::regclass::text as name,
            t.typnamespace = 'pg_catalog'::regnamespace and t.typsend <> 0 and t.typname <> 'int2vector' as "hasBytes"
       from pg_class c join pg_attribute a on a.attrelid = c.oid and attname = 'v' join pg_type t on t.oid = atttypid
      where c.relnamespace = 'kinds'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const found: unknown[] = [];
  for (const { name, hasBytes } of tables) {
    const bytes = hasBytes
      ? `, encode(array_send(array[v]), 'hex') as bytes, encode(array_send(lists), 'hex') as list_bytes`
      : '';
    const { rows } = await client.query(
      `select id, v::text as text, lists::text as texts, array_dims(lists) as dims${bytes} from ${name} order by id`,
    );
    found.push(...rows.map((row) => ({ name, ...row })));
  }
  return found;
}
