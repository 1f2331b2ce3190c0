import type pg from 'pg';

/** How a table's values are read, so that they are the same on the other side: a list for `select`. */
export interface ExactTable {
  readonly name: string;
  /** Those that can be written, and how each is read. */
  readonly written: readonly { readonly column: string; readonly read: string }[];
  /** How all of them are read, those that PostgreSQL computes as well. */
  readonly all: readonly string[];
}

/**
 * How the values of tables are read in a form of text that gives exactly the same value again.
 *
 * Not binary: that form has the OIDs of types in it, which another database has given to other types. Text is exact
 * under the settings of our sessions for all types but those of `refusals`.
 */
export async function exactTables(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<readonly ExactTable[]> {
  const { rows } = await client.query<{ name: string; written: ExactTable['written']; all: string[] }>(
    `select t.name, coalesce(json_agg(json_build_object('column', c.name, 'read', c.read) order by attnum)
                      filter (where attgenerated = ''), '[]') as written,
            coalesce(array_agg(c.read order by attnum) filter (where attname is not null), '{}') as all
       from unnest($1::text[]) with ordinality as t (name, place)
       left join pg_attribute a on a.attrelid = t.name::regclass and attnum > 0 and not attisdropped
       left join lateral (
         select quote_ident(attname) as name,
                -- As a value of its type, it is printed without the encoding that it says it has.
                format(case when ${base('atttypid')} = 'xml'::regtype then 't.%I::text'
                            when ${base('(select typelem from pg_type where oid = atttypid)')} = 'xml'::regtype
                              then 't.%I::text[]' else 't.%I' end, coalesce(attname, '')) as read
       ) c on true
      group by t.place, t.name order by t.place`,
    [tables],
  );
  return rows;
}

/** The type under a domain, which may be one over another. */
const base = (type: string): string => `(
  with recursive under (id) as (
    select ${type}
    union select typbasetype from under join pg_type on oid = id where typtype = 'd')
  select id from under join pg_type on oid = id where typtype <> 'd')`;

/**
 * Which values cannot be carried to another database as they are, a line for each column that has some.
 *
 * @param tables with SQL that says which rows `t` are carried
 */
export async function inexactColumns(
  client: pg.ClientBase,
  tables: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const { rows } = await client.query<{
    name: string;
    column: string;
    type: string;
    condition: string;
    why: string;
  }>(inexact, [[...tables.keys()]]);
  const reasons: string[] = [];
  for (const { name, column, type, condition, why } of rows) {
    const { rowCount } = await client.query(
      `select from only ${name} t where ${condition} and ${tables.get(name)} limit 1`,
    );
    if (rowCount !== 0)
      reasons.push(`the column ${column} of ${name} has values of type ${type}, which ${why}`);
  }
  return reasons;
}

const elsewhere = 'mean something else in another database';
const unreadable = 'PostgreSQL does not read again';

/** The types of PostgreSQL whose text does not give the same value in another database, and why. */
export const refusals: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    `oid oidvector tid regclass regcollation regconfig regdatabase regdictionary regnamespace regoper regoperator regproc
     regprocedure regtype`
      .split(/\s+/)
      .map((type) => [type, elsewhere]),
  ),
  ...Object.fromEntries(
    `gtsvector pg_brin_bloom_summary pg_brin_minmax_multi_summary pg_dependencies pg_mcv_list pg_ndistinct pg_node_tree`
      .split(/\s+/)
      .map((type) => [type, unreadable]),
  ),
};

// Where a refused type is a part of another, any value that is not null is refused.
const inexact = `
with recursive part (id, name, attnum, type, depth) as (
  select t.name::regclass, t.name, attnum, atttypid, 0
    from unnest($1::text[]) as t (name)
    join pg_attribute a on a.attrelid = t.name::regclass and attnum > 0 and not attisdropped
  union
  select id, name, attnum, next, case when typtype = 'd' then depth else 1 end
    from part join pg_type y on y.oid = type
   cross join lateral (
     select typbasetype where typtype = 'd'
     union all select typelem where typelem <> 0 and typsubscript = 'array_subscript_handler'::regproc
     union all select rngsubtype from pg_range where type in (rngtypid, rngmultitypid)
     union all select atttypid from pg_attribute where attrelid = typrelid and attnum > 0 and not attisdropped
   ) as n (next)
),
refused as (select key::regtype as type, value as why from json_each_text('REFUSALS') where to_regtype(key) is not null)
select p.name, quote_ident(attname) as column, format_type(atttypid, atttypmod) as type,
       format(min(condition), attname) as condition, min(why) as why
  from part p join pg_attribute a on a.attrelid = p.id and a.attnum = p.attnum
  cross join lateral (
    select why, 't.%I is not null' as condition from refused where refused.type = p.type
    union all
    select 'are xml within others, which is printed without its encoding', 't.%I is not null'
     where p.type = 'xml'::regtype and depth > 0
       and not exists (select from pg_type e where e.oid = atttypid and e.typelem = p.type)
    union all
    select 'are bytes that this version of PostgreSQL does not read again',
           case when depth = 0 then 'get_byte(charsend(t.%I), 0) > 127' else 't.%I is not null' end
     where p.type = '"char"'::regtype and current_setting('server_version_num')::int < 160000
  ) r
 group by p.name, attname, atttypid, atttypmod, a.attnum
 order by p.name, a.attnum`.replace('REFUSALS', () => JSON.stringify(refusals));
