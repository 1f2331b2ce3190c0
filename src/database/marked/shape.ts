import type pg from 'pg';

/**
 * What there is to a table that could run code of others or hold back rows, and its columns and constraints, a line
 * each. Not by PostgreSQL's names of constraints, which differ between versions.
 *
 * @param tables their names; all of the schema where left out
 */
export async function shapeOf(
  client: pg.ClientBase,
  schema: string,
  tables?: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(query, [schema, tables ?? null]);
  return rows.map(({ line }) => line);
}

/** The lines that are more than tables with columns and primary keys. */
export const beyondPlain = (shape: readonly string[]): readonly string[] =>
  shape.filter((line) => !/: (table$|constraint PRIMARY KEY |column )/.test(line) || / default /.test(line));

const query = `
with here as (
  select c.* from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where n.nspname = $1 and c.relkind not in ('i', 'I', 't') and ($2::text[] is null or c.relname = any ($2)))
select line from (
  select format('%s: %s', relname, case when relkind = 'r' and relpersistence = 'p' and not relrowsecurity
            then 'table' else format('relation of kind %s, %s, row security %s', relkind, relpersistence, relrowsecurity)
            end) as line from here
  union all
  select format('%s: column %s %s%s%s%s%s', relname, attname, format_type(atttypid, atttypmod),
            case when attnotnull then ' not null' end, attgenerated, attidentity,
            ' default ' || pg_get_expr(adbin, adrelid))
    from here join pg_catalog.pg_attribute a on a.attrelid = here.oid and attnum > 0 and not attisdropped
    left join pg_catalog.pg_attrdef on adrelid = here.oid and adnum = attnum
  union all
  select format('%s: constraint %s', relname, pg_get_constraintdef(k.oid))
    from here join pg_catalog.pg_constraint k on k.conrelid = here.oid and contype <> 'n'
  union all
  select format('%s: index %s', relname, pg_get_indexdef(indexrelid))
    from here join pg_catalog.pg_index i on i.indrelid = here.oid
   where not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid)
  union all
  select format('%s: trigger %s', relname, tgname)
    from here join pg_catalog.pg_trigger t on t.tgrelid = here.oid
  union all
  select format('%s: rule %s', relname, rulename)
    from here join pg_catalog.pg_rewrite r on r.ev_class = here.oid
  union all
  select format('%s: policy %s', relname, polname)
    from here join pg_catalog.pg_policy p on p.polrelid = here.oid
  union all
  select format('%s: inheritance', relname) from here
   where exists (select from pg_catalog.pg_inherits where here.oid in (inhrelid, inhparent))
) lines order by line collate "C"`;
