import type pg from 'pg';
import { nameOfClass } from '../../entities/table-name.ts';

/** An index, key or trigger state that is taken away for the load and made again afterwards. */
export interface Saved {
  readonly drop: string;
  /** What makes it again, with its comment and marks. */
  readonly make: readonly string[];
}

/** The statements that take a schema's slow parts away and bring them back, in the order of dropping. */
export interface SavedStructure {
  readonly foreignKeys: readonly Saved[];
  /** Checks that rows may break which were there before them. */
  readonly unvalidated: readonly Saved[];
  readonly indexes: readonly Saved[];
  readonly triggers: readonly Saved[];
}

/** Reads how the foreign keys, indexes and trigger states of some tables are made. */
export async function saveStructure(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<SavedStructure> {
  const read = async (query: string): Promise<Saved[]> => (await client.query<Saved>(query, [tables])).rows;
  return {
    foreignKeys: await read(constraintQuery(`k.contype = 'f'`)),
    unvalidated: await read(constraintQuery(`k.contype in ('c', 'n') and not k.convalidated`)),
    indexes: await read(indexQuery),
    triggers: await read(triggerQuery),
  };
}

/** The tables, as `c`, by their full name. */
const ourTables = `pg_class c
  cross join lateral (
    select nspname, format('%I.%I', nspname, c.relname) as name from pg_namespace where oid = c.relnamespace) as t`;
const areOurs = `c.relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1)`;

const constraintComment = `case when obj_description(k.oid, 'pg_constraint') is not null then
    format('comment on constraint %I on %s is %L', k.conname, t.name, obj_description(k.oid, 'pg_constraint')) end`;

// Those of partitions and children come and go with their parent's.
const constraintQuery = (condition: string): string => `
select format('alter table %s drop constraint %I', t.name, k.conname) as drop,
       array_remove(array[
         format('alter table %s add constraint %I %s', t.name, k.conname, pg_get_constraintdef(k.oid)),
         ${constraintComment}
       ], null) as make
  from ${ourTables}
  join pg_constraint k on k.conrelid = c.oid and k.coninhcount = 0 and ${condition}
 where ${areOurs}
 order by c.relname, k.conname`;

// A key's index comes and goes with it. What marks an index goes too, and is put back. Left alone are those of partitions,
// which are parts of others, and keys that views need for their "group by".
const indexQuery = `
select case when k.oid is null then format('drop index %I.%I', t.nspname, i.relname)
            else format('alter table %s drop constraint %I', t.name, k.conname) end as drop,
       array_remove(array[
         case when k.oid is null then pg_get_indexdef(i.oid)
              else format('alter table %s add constraint %I %s', t.name, k.conname, pg_get_constraintdef(k.oid)) end,
         case when k.oid is not null then ${constraintComment} end,
         case when obj_description(i.oid, 'pg_class') is not null then
           format('comment on index %I.%I is %L', t.nspname, i.relname, obj_description(i.oid, 'pg_class')) end,
         case when x.indisreplident then
           format('alter table %s replica identity using index %I', t.name, i.relname) end,
         case when x.indisclustered then format('alter table %s cluster on %I', t.name, i.relname) end
       ], null) || array(
         select format('alter index %I.%I alter column %s set statistics %s', t.nspname, i.relname, a.attnum, a.attstattarget)
           from pg_attribute a where a.attrelid = i.oid and a.attstattarget >= 0
       ) as make
  from ${ourTables}
  join pg_index x on x.indrelid = c.oid
  join pg_class i on i.oid = x.indexrelid
  left join pg_constraint k on k.conindid = i.oid and k.conrelid = c.oid and k.contype in ('p', 'u', 'x')
 where ${areOurs} and c.relkind = 'r' and not c.relispartition
   and not exists (select from pg_depend d join pg_rewrite w on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
                    where d.refclassid = 'pg_constraint'::regclass and d.refobjid = k.oid)
 order by c.relname, x.indisprimary desc, i.relname`;

const triggerQuery = `
select format('alter table %s disable trigger %I', t.name, g.tgname) as drop,
       array[format('alter table %s enable %s trigger %I', t.name,
         case g.tgenabled when 'R' then 'replica' when 'A' then 'always' else '' end, g.tgname)] as make
  from ${ourTables}
  join pg_trigger g on g.tgrelid = c.oid and not g.tgisinternal and g.tgenabled <> 'D'
 where ${areOurs} and c.relkind = 'r'
 order by c.relname, g.tgname`;
