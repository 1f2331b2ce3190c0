import type pg from 'pg';

/** A constraint that is taken away while rows are copied. */
export interface Constraint {
  readonly table: string;
  readonly drop: string;
  /** What makes it again as it was, validated or not, with its comment. */
  readonly make: readonly string[];
}

/**
 * The constraints that rows which were there before them, or before the rows that they refer to, would break: the
 * foreign keys of some tables, and checks that are not validated, of tables and of domains.
 */
export async function readConstraints(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<readonly Constraint[]> {
  const { rows } = await client.query<Constraint>(query, [tables]);
  return rows;
}

const comment = (on: string): string => `array(
  select format('comment on constraint %I on ${on} %s is %L', k.conname, name, description)
    from pg_description where classoid = 'pg_constraint'::regclass and objoid = k.oid)`;

// Those of partitions and children come and go with their parent's.
const query = `
with recursive family (id) as (
  select unnest($1::regclass[])::oid
  union select inhparent from pg_inherits join family on inhrelid = id
)
select name as table, format('alter table %s drop constraint %I', name, k.conname) as drop,
       format('alter table %s add constraint %I %s', name, k.conname, pg_get_constraintdef(k.oid)) || ${comment('')} as make
  from family
  join pg_constraint k on k.conrelid = id and k.conparentid = 0 and k.coninhcount = 0
  join pg_class c on c.oid = id join pg_namespace n on n.oid = c.relnamespace
 cross join lateral (select format('%I.%I', nspname, relname) as name) named
 where k.contype = 'f' or k.contype in ('c', 'n') and not k.convalidated
union all
select name, format('alter domain %s drop constraint %I', name, k.conname),
       format('alter domain %s add constraint %I %s', name, k.conname, pg_get_constraintdef(k.oid)) || ${comment('domain')}
  from pg_constraint k join pg_type t on t.oid = k.contypid join pg_namespace n on n.oid = t.typnamespace
 cross join lateral (select format('%I.%I', nspname, typname) as name) named
 where not k.convalidated`;
