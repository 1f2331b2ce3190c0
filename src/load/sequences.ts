import pg from 'pg';
import { inPublic } from '../database/in-public.ts';
import type { Table } from './table.ts';

/**
 * Moves the sequences behind column defaults past the values that the columns hold, so that the next
 * insert without one does not collide. Sequences that are further on already stay there.
 */
export async function moveSequences(client: pg.ClientBase, tables: readonly Table[]): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as table, a.attname as column, s.oid::regclass::text as sequence
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       join pg_depend d on (d.classid, d.refclassid, d.deptype) = ('pg_class'::regclass, 'pg_class'::regclass, 'i')
                       and d.refobjid = c.oid and d.refobjsubid = a.attnum
       join pg_class s on s.oid = d.objid and s.relkind = 'S'
      where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)
      union
     select c.relname, a.attname, s.oid::regclass::text
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       join pg_attrdef f on f.adrelid = c.oid and f.adnum = a.attnum
       join pg_depend d on (d.classid, d.refclassid) = ('pg_attrdef'::regclass, 'pg_class'::regclass)
                       and d.objid = f.oid
       join pg_class s on s.oid = d.refobjid and s.relkind = 'S'
      where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)`,
    [tables.map(({ name }) => name)],
  );
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1::regclass, highest) from (select max(${pg.escapeIdentifier(column)}) as highest
         from ${inPublic(table)}) as held
        where highest > (select case when is_called then last_value else last_value - 1 end from ${sequence})`,
      [sequence],
    );
  }
}
