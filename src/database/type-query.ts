import type { ClientBase } from 'pg';
import type { CatalogType } from './column-type.ts';

/** Looked up one by one: PostgreSQL expects many steps, and would go through all types for each column. */
const typeOfStep = `step s cross join lateral (select * from pg_catalog.pg_type t where t.oid = s.oid offset 0) t`;

const isInner = `(t.typtype = 'd' or (t.typcategory = 'A' and t.typelem <> 0 and t.typlen = -1))`;

/**
 * SQL for what a type is in the end, through domains and arrays, as one row: base, isArray, modifier, values, all of it
 * as SQL writes it, and whether a domain on the way forbids null.
 *
 * @param oid SQL for the type
 * @param modifier SQL for its length, as `pg_attribute` keeps it
 */
export const resolvedType = (oid: string, modifier: string): string => `
  with recursive step (oid, modifier, "isArray", "notNull") as (
    select ${oid}, ${modifier}, false, false
    union all
    select case t.typtype when 'd' then t.typbasetype else t.typelem end,
           case t.typtype when 'd' then t.typtypmod else s.modifier end,
           s."isArray" or t.typtype <> 'd', s."notNull" or (t.typnotnull and not s."isArray")
      from ${typeOfStep} where ${isInner}
  )
  select t.typname::text as base, s."isArray", s.modifier, s."notNull",
         pg_catalog.format_type(t.oid, s.modifier) || case when s."isArray" then '[]' else '' end as spelled,
         (select array_agg(enumlabel::text order by enumsortorder) from pg_catalog.pg_enum where enumtypid = t.oid) as values
    from ${typeOfStep} where not ${isInner}`;

/** What types are in a database, by the names that SQL has for them there; those that it does not know are left out. */
export async function typesNamed(
  client: ClientBase,
  names: readonly string[],
): Promise<ReadonlyMap<string, CatalogType>> {
  const { rows } = await client.query<CatalogType & { name: string }>(
    `select named.name, type.*
       from unnest($1::text[]) as named (name)
      cross join lateral (
        select coalesce(to_regtype(named.name), to_regtype('public.' || named.name))::oid as oid
      ) as found
      cross join lateral (${resolvedType('found.oid', '-1')}) as type`,
    [names],
  );
  return new Map(rows.map(({ name, ...type }) => [name, type]));
}
