import type pg from 'pg';

/** What refers from one catalog to another, by OID or number of a column. */
export interface Reference {
  readonly columns: readonly string[];
  readonly target: string;
  readonly isArray: boolean;
}

/** A table of `pg_catalog`, as the server describes it. */
export interface Catalog {
  readonly name: string;
  readonly oid: string;
  readonly isShared: boolean;
  /** With their types. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** Columns that tell its rows apart in every database: no OID of the row itself; empty where there are none. */
  readonly key: readonly string[];
  readonly references: readonly Reference[];
}

/** The catalogs of the server that `client` is connected to: versions differ. */
export async function readCatalogs(client: pg.ClientBase): Promise<readonly Catalog[]> {
  const { rows } = await client.query<Catalog>(query);
  return rows.map((catalog) => ({
    ...catalog,
    references: [...catalog.references, ...(unlisted[catalog.name] ?? [])],
  }));
}

/** References that `pg_get_catalog_foreign_keys` does not know. */
const unlisted: Readonly<Record<string, readonly Reference[]>> = {
  pg_constraint: [{ columns: ['conrelid', 'confdelsetcols'], target: 'pg_attribute', isArray: true }],
  pg_publication_rel: [{ columns: ['prrelid', 'prattrs'], target: 'pg_attribute', isArray: true }],
};

// A key with a name is preferred to one with a number, which may have gaps.
const query = `
with foreign_keys as materialized (
  select fktable, pktable, fkcols, is_array, place from pg_catalog.pg_get_catalog_foreign_keys() with ordinality
    as k (fktable, fkcols, pktable, pkcols, is_array, is_opt, place))
select c.relname::text as name, c.oid::text, c.relisshared as "isShared",
       (select json_agg(json_build_array(attname, format_type(atttypid, null)) order by attnum)
          from pg_catalog.pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
       coalesce((
         select keys.columns from pg_catalog.pg_index i
          cross join lateral (
            select json_agg(attname order by place) as columns, count(*) filter (where atttypid = 'name'::regtype) as names
              from unnest(i.indkey) with ordinality k (number, place)
              join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) keys
          where i.indrelid = c.oid and i.indisunique and not exists (
            select from pg_catalog.pg_attribute a
             where a.attrelid = c.oid and a.attname = 'oid' and a.attnum = any (i.indkey))
          order by names desc, keys.columns::text limit 1), '[]') as key,
       coalesce((
         select json_agg(json_build_object('columns', fkcols, 'isArray', is_array, 'target', t.relname) order by place)
           from foreign_keys join pg_catalog.pg_class t on t.oid = pktable
          where fktable = c.oid), '[]') as references
  from pg_catalog.pg_class c
 where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r'
 order by c.relname`;
