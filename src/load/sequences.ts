import pg from 'pg';
import { fullName, nameOfClass } from '../entities/table-name.ts';
import type { Table } from './table.ts';

/** A column whose next value a sequence gives, and nothing else. */
interface Numbered {
  readonly table: string;
  readonly column: string;
  readonly sequence: string;
  readonly lowest: string;
  readonly highest: string;
}

/**
 * Moves the sequences behind whole-number columns past the values that these hold, so that the next insert without one
 * does not collide: those of identity columns, and those that a default gives as they come. A sequence of which a
 * default makes something else is a platform's own. Those that are further on already, or that count down, stay.
 */
export async function moveSequences(client: pg.ClientBase, tables: readonly Table[]): Promise<void> {
  const { rows } = await client.query<Numbered>(
    `select ${nameOfClass('c')} as table, a.attname as column, q.seqrelid::regclass::text as sequence,
            q.seqmin as lowest, q.seqmax as highest
       from pg_catalog.pg_class c
       join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_catalog.pg_attrdef f on f.adrelid = c.oid and f.adnum = a.attnum
       join pg_catalog.pg_sequence q on case a.attidentity
              when '' then pg_catalog.pg_get_expr(f.adbin, f.adrelid) = pg_catalog.concat(
                'nextval(', pg_catalog.quote_literal(q.seqrelid::regclass::text), '::regclass)')
              else exists (select from pg_catalog.pg_depend d
                            where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = q.seqrelid
                              and d.refobjid = c.oid and d.refobjsubid = a.attnum and d.deptype = 'i') end
      where ${nameOfClass('c')} = any ($1) and q.seqincrement > 0
        and a.atttypid in ('pg_catalog.int2'::regtype, 'pg_catalog.int4'::regtype, 'pg_catalog.int8'::regtype)`,
    [tables.map(({ name }) => name)],
  );
  for (const { table, column, sequence, lowest, highest } of rows) {
    const name = pg.escapeIdentifier(column);
    await client.query(
      `select pg_catalog.setval($1::regclass, held.highest)
         from (select max(${name}) as highest from ${fullName(table)} where ${name} between $2::bigint and $3::bigint) as held
        where held.highest > (select case when is_called then last_value else last_value - 1 end from ${sequence})`,
      [sequence, lowest, highest],
    );
  }
}
