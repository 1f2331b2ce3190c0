import type pg from 'pg';
import type { LiveTable } from './inventory.ts';

/** A table of any schema, by its full name. */
type NamedTable = Pick<LiveTable, 'oid' | 'name'>;

/** The tables in all schemas that a backup does not have and that take room, as those with rows do. */
export async function unsavedTables(
  client: pg.ClientBase,
  saved: readonly LiveTable[],
): Promise<readonly NamedTable[]> {
  const { rows } = await client.query<NamedTable>(
    `select c.oid, format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname <> 'information_schema'
        and n.nspname not like 'pg\\_%' and c.oid <> all ($1)
        and (n.nspname, c.relname) <> ('public', 'mikro_orm_migrations')
        and not exists (select from pg_depend
                         where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
        and pg_relation_size(c.oid) > 0
      order by 2`,
    [saved.map(({ oid }) => oid)],
  );
  return rows;
}

/** The names of those that are not there any more, under whichever name. */
export async function goneOf(
  client: pg.ClientBase,
  tables: readonly NamedTable[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ oid: number }>('select oid from pg_class where oid = any ($1)', [
    tables.map(({ oid }) => oid),
  ]);
  return tables.filter(({ oid }) => !rows.some((row) => row.oid === oid)).map(({ name }) => name);
}
