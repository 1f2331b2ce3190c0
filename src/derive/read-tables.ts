import pg, { type ClientBase } from 'pg';
import { resolvedType } from '../database/type-query.ts';
import { nameInCatalog, nameOfClass } from '../entities/table-name.ts';
import type {
  CheckStructure,
  ColumnStructure,
  DatabaseStructure,
  ForeignKeyStructure,
  TableStructure,
  UniqueStructure,
} from './structure.ts';

/**
 * Reads the tables of all schemas, without those that an extension brings, views, and the partitions of others.
 *
 * @param leaveOut names of tables that are not read, or `auth.*` for all of a schema
 * @param histories names of tables that are read in no schema: what migration tools keep
 * @example (await readTables(client)).tables.map(({ name }) => name) // ['album', 'artist', …]
 */
export async function readTables(
  client: ClientBase,
  leaveOut: readonly string[] = [],
  histories: readonly string[] = [],
): Promise<DatabaseStructure> {
  const { rows: all } = await client.query<TableRow>(tableQuery, [leaveOut, histories]);
  const names = all.filter(({ hasPlace }) => hasPlace);
  const oids = [names.map(({ oid }) => oid)];
  const { rows: columns } = await client.query<Of<ColumnRow>>(columnQuery, oids);
  const { rows: keys } = await client.query<Of<KeyRow>>(keyQuery, oids);
  const { rows: foreignKeys } = await client.query<Of<ForeignKeyStructure>>(foreignKeyQuery, oids);
  const { rows: checks } = await client.query<Of<CheckStructure>>(checkQuery, oids);
  const { rows: domainTypes } = await client.query<DatabaseStructure['domainTypes'][number]>(domainQuery);
  const { rows: extensions } = await client.query<{ name: string }>(extensionQuery);
  const { rows: elsewhere } = await client.query<{ name: string }>(elsewhereQuery, [leaveOut, histories]);
  const here = new Set(names.map(({ name }) => name));
  const tables = names.map(({ oid, name }): TableStructure => {
    const ofTable = <T>(rows: readonly Of<T>[]): T[] => rows.filter((row) => row.oid === oid).map(withoutOid);
    const computed = ofTable(columns).filter(isComputed);
    const uniques = ofTable(keys).map((unique) => uniqueOfSources(unique, computed));
    return {
      name,
      columns: ofTable(columns).map(columnOf),
      primary:
        uniques.find(({ primary }) => primary)?.columns ?? demandedKey(uniques, ofTable(columns)) ?? [],
      uniques: uniques.filter(({ primary }) => !primary).map(uniqueOf),
      foreignKeys: ofTable(foreignKeys).filter(({ table }) => here.has(table)),
      checks: [
        ...ofTable(checks).map((check) => checkOfSources(check, computed)),
        ...ofTable(foreignKeys)
          .filter(({ table }) => !here.has(table))
          .map(withoutTarget),
      ],
    };
  });
  const keyed = tables.filter(({ primary }) => primary.length > 0);
  return {
    version: 1,
    tables: keyed,
    domainTypes,
    extensions: extensions.map(({ name }) => name),
    unsolved: [],
    leftOut: all.map(({ name }) => name).filter((name) => !keyed.some((table) => table.name === name)),
    elsewhere: elsewhere.map(({ name }) => name),
  };
}

/** A key to a table that is not read, and so has no rows: it is to be null. */
const withoutTarget = ({ name, columns }: ForeignKeyStructure): CheckStructure => ({
  name,
  columns,
  expression: columns.map((column) => `${pg.escapeIdentifier(column)} is null`).join(' or '),
});

/** Of a table without a primary key: unique columns that are never null. */
const demandedKey = (
  uniques: readonly KeyRow[],
  columns: readonly ColumnRow[],
): readonly string[] | undefined =>
  uniques.find(
    (unique) =>
      unique.where === null &&
      unique.beyond === null &&
      unique.columns.every((name) => columns.some((column) => column.name === name && !column.nullable)),
  )?.columns;

type ComputedRow = ColumnRow & { readonly computed: string };

const isComputed = (column: ColumnRow): column is ComputedRow => column.computed !== null;

/** Columns with those that others are computed from in their place. */
function withSources(columns: readonly string[], computed: readonly ComputedRow[]): readonly string[] {
  const sourcesOf = (name: string) => computed.find((one) => one.name === name)?.sources ?? [name];
  return [...new Set(columns.flatMap(sourcesOf))];
}

const isAbout = (columns: readonly string[], computed: readonly ComputedRow[]): boolean =>
  computed.some(({ name }) => columns.includes(name));

/** What is computed is unique where that expression of other columns is. */
const uniqueOfSources = (unique: KeyRow, computed: readonly ComputedRow[]): KeyRow =>
  isAbout(unique.columns, computed)
    ? { ...unique, columns: withSources(unique.columns, computed), beyond: unique.beyond ?? 'expression' }
    : unique;

/** With what is computed in the place of the columns: rows that are tried have only the others. */
function checkOfSources(check: CheckStructure, computed: readonly ComputedRow[]): CheckStructure {
  if (!isAbout(check.columns, computed)) return check;
  const made = computed.map(
    ({ name, computed: expression, over }) => `(${expression})::${over} as ${pg.escapeIdentifier(name)}`,
  );
  return {
    ...check,
    columns: withSources(check.columns, computed),
    expression: `(select ${check.expression} from (select ${made.join(', ')}) as computed)`,
  };
}

type Of<T> = T & { readonly oid: string };

interface TableRow {
  readonly oid: string;
  readonly name: string;
  /** Whether a row can be in it: of partitions it has at least one. */
  readonly hasPlace: boolean;
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly over: string;
  readonly nullable: boolean;
  readonly labels: readonly string[] | null;
  readonly fallback: string | null;
  readonly identity: 'a' | 'd' | null;
  readonly computed: string | null;
  /** The columns that it is computed from. */
  readonly sources: readonly string[];
}

interface KeyRow {
  readonly name: string;
  readonly primary: boolean;
  readonly columns: readonly string[];
  readonly where: string | null;
  readonly beyond: 'expression' | 'exclusion' | null;
  readonly nullsEqual: boolean;
}

const withoutOid = <T>({ oid: _, ...row }: Of<T>): T => row as unknown as T; // Of adds nothing but the oid

const columnOf = ({
  labels,
  fallback,
  identity,
  computed,
  sources: _,
  ...column
}: ColumnRow): ColumnStructure => ({
  ...column,
  ...(labels && { labels }),
  ...(fallback !== null && { fallback }),
  ...(identity && { identity: identity === 'a' ? 'always' : 'by default' }),
  ...(computed !== null && { computed }),
});

const uniqueOf = ({ name, columns, where, beyond, nullsEqual }: KeyRow): UniqueStructure => ({
  name,
  columns,
  ...(where !== null && { where }),
  ...(beyond !== null && { beyond }),
  ...(nullsEqual && { nullsEqual }),
});

const ofExtension = (oid: string, catalog: string): string =>
  `exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

const isOfProject = `(
  c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
  and n.nspname <> 'information_schema' and n.nspname !~ '^(pg_|seedbed_(staging$|before_|undone_))'
  and not ${ofExtension('c.oid', 'pg_class')} and c.relname <> all ($2)
  and ${nameOfClass('c')} <> all ($1) and ${nameInCatalog('n.oid', `'*'`)} <> all ($1))`;

/** Whether the role may speak of it, and the ORM can: a dot is none of a name there, and `*` is no schema. */
const isReachable = `(has_schema_privilege(n.oid, 'usage') and n.nspname <> '*' and strpos(n.nspname::text || c.relname, '.') = 0)`;

const tableQuery = `
select c.oid::int8 as oid, ${nameOfClass('c')} as name,
       c.relkind = 'r' or exists (
         select from pg_partition_tree(c.oid) leaf join pg_class part on part.oid = leaf.relid
          where part.relkind <> 'p') as "hasPlace"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where ${isOfProject} and ${isReachable}
 order by n.nspname <> 'public', n.nspname, c.relname`;

const sources = `(
  select coalesce(array_agg(distinct s.attname::text), '{}')
    from pg_depend n join pg_attribute s on s.attrelid = a.attrelid and s.attnum = n.refobjsubid
   where n.classid = 'pg_attrdef'::regclass and n.objid = d.oid
     and n.refclassid = 'pg_class'::regclass and n.refobjid = a.attrelid and n.refobjsubid <> a.attnum)`;

const elsewhereQuery = `
select ${nameOfClass('c')} as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where ${isOfProject} and not ${isReachable}
 order by 1`;

const columnQuery = `
select a.attrelid::int8 as oid, a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
       resolved.spelled as over, resolved.values as labels, not (a.attnotnull or resolved."notNull") as nullable,
       case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as fallback,
       nullif(a.attidentity, '') as identity,
       case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end as computed,
       ${sources} as sources
  from pg_attribute a
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 cross join lateral (${resolvedType('a.atttypid', 'a.atttypmod')}) as resolved
 where a.attrelid = any ($1::oid[]) and a.attnum > 0 and not a.attisdropped
 order by a.attrelid, a.attnum`;

/** The names of columns by their numbers, in that order. */
const names = (table: string, numbers: string): string => `(
  select coalesce(array_agg(a.attname::text order by listed.place), '{}')
    from unnest(${numbers}) with ordinality listed (number, place)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = listed.number)`;

// Those within expressions are known from what the index depends on.
const keyQuery = `
select i.indrelid::int8 as oid, x.relname::text as name, i.indisprimary as primary,
       case when i.indexprs is null then ${names('i.indrelid', '(i.indkey::int2[])[0:i.indnkeyatts - 1]')}
            else (select array_agg(distinct a.attname::text)
                    from pg_depend d join pg_attribute a on a.attrelid = i.indrelid and a.attnum = d.refobjsubid
                   where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                     and d.refclassid = 'pg_class'::regclass and d.refobjid = i.indrelid) end as columns,
       pg_get_expr(i.indpred, i.indrelid) as where,
       case when i.indisexclusion then 'exclusion' when i.indexprs is not null then 'expression' end as beyond,
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) as "nullsEqual"
  from pg_index i join pg_class x on x.oid = i.indexrelid
 where i.indrelid = any ($1::oid[]) and (i.indisunique or i.indisexclusion)
 order by i.indrelid, x.relname`;

// Partitions may have keys that their table has not: as its rows are in them, these are of the table.
const foreignKeyQuery = `
select distinct on (member.root, columns, "table", "references")
       member.root::int8 as oid, k.conname::text as name, ${names('k.conrelid', 'k.conkey')} as columns,
       ${nameOfClass('t')} as table, ${names('k.confrelid', 'k.confkey')} as references
  from (select root, root as oid from unnest($1::oid[]) root
        union all
        select root, tree.relid from unnest($1::oid[]) root cross join pg_partition_tree(root) tree
         where tree.level > 0) member
  join pg_constraint k on k.conrelid = member.oid and k.contype = 'f' and k.conparentid = 0
  join pg_class t on t.oid = k.confrelid
 order by member.root, columns, "table", "references", k.conname`;

/** The rows that a key points to have kept to the conditions of its type. */
const isKeyOfThatType = `exists (
  select from pg_constraint f
    join pg_attribute there on there.attrelid = f.confrelid and there.attnum = f.confkey[array_position(f.conkey, a.attnum)]
   where f.contype = 'f' and f.conrelid = a.attrelid and there.atttypid = a.atttypid)`;

/** What rows are parted by on every level: columns of a partition key depend on their table, those in expressions too. */
const partitionColumns = `(
  select array_agg(distinct a.attname::text)
    from pg_partition_tree(p.partrelid) part
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = part.relid and d.objsubid > 0
                    and d.refclassid = 'pg_class'::regclass and d.refobjid = part.relid and d.refobjsubid = 0
                    and d.deptype = 'i'
    join pg_attribute a on a.attrelid = part.relid and a.attnum = d.objsubid)`;

// The conditions of a domain are about each column of that type; a row of a partitioned table fits into a partition.
const checkQuery = `
select k.conrelid::int8 as oid, k.conname::text as name, ${names('k.conrelid', 'k.conkey')} as columns,
       pg_get_expr(k.conbin, k.conrelid) as expression
  from pg_constraint k
 where k.conrelid = any ($1::oid[]) and k.contype = 'c'
union all
select a.attrelid::int8, k.conname::text, array[a.attname::text],
       regexp_replace(pg_get_expr(k.conbin, 0), '\\mVALUE\\M', quote_ident(a.attname) || '::' || resolved.spelled, 'g')
  from pg_attribute a
 cross join lateral (${resolvedType('a.atttypid', 'a.atttypmod')}) as resolved
 cross join lateral (
   with recursive step (oid) as (
     select a.atttypid
     union all
     select t.typbasetype from step s join pg_type t on t.oid = s.oid where t.typtype = 'd'
   ) select oid from step
 ) t
  join pg_constraint k on k.contypid = t.oid and k.contype = 'c'
 where a.attrelid = any ($1::oid[]) and a.attnum > 0 and not a.attisdropped and not ${isKeyOfThatType}
union all
select p.partrelid::int8, 'partition', ${partitionColumns},
       (select string_agg('(' || coalesce(pg_get_partition_constraintdef(leaf.relid), 'true') || ')', ' or ')
          from pg_partition_tree(p.partrelid) leaf where leaf.isleaf)
  from pg_partitioned_table p
 where p.partrelid = any ($1::oid[])
   and exists (select from pg_partition_tree(p.partrelid) leaf where leaf.isleaf and leaf.relid <> p.partrelid)
 order by 1, 2`;

const domainQuery = `
select ${nameInCatalog('t.typnamespace', 't.typname')} as name, format_type(t.typbasetype, t.typtypmod) as over
  from pg_type t
 where t.typtype = 'd' and t.typnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
   and not ${ofExtension('t.oid', 'pg_type')}
 order by t.oid`;

const extensionQuery = `
select extname::text as name from pg_extension where extnamespace = 'public'::regnamespace order by 1`;
