import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { nameOfClass, nameOfPrinted } from '../entities/table-name.ts';
import { type Table, tablesOf } from '../load/table.ts';
import { platformSchemas } from './structure/platform.ts';

/** What a foreign key of a table demands. */
export interface Reference {
  /** Of the constraint. */
  readonly name: string;
  readonly target: string;
  /** Whether the target is partitioned, so that its rows are in other tables. */
  readonly isTargetPartitioned: boolean;
  readonly columns: readonly string[];
  readonly targetColumns: readonly string[];
  /** What compares a target's column with the row's, such as `operator(pg_catalog.=)`. */
  readonly operators: readonly string[];
  /** What compares two rows' columns. */
  readonly ownOperators: readonly string[];
  /** `c` cascade, `n` set null, `d` set default, `a` no action, `r` restrict, as in `pg_constraint`. */
  readonly onDelete: string;
  /** The columns that `set null` and `set default` are about. */
  readonly resetColumns: readonly string[];
  readonly isValid: boolean;
  /** Whether it says by itself which rows match: not a partition's part of another key, nor one over periods. */
  readonly isPlain: boolean;
}

/** A table of the platform. Names are quoted where they have to be. */
export interface PlatformTable {
  readonly oid: string;
  readonly name: string;
  /** Those that can be written. */
  readonly columns: readonly string[];
  readonly references: readonly Reference[];
  /** Without indexes. */
  readonly bytes: number;
  /** Whether it is of the schema, so that factories write it. */
  readonly isOwn: boolean;
}

/** The tables in all schemas of the platform, parents first; a schema's interface tables, which hold no rows, left out. */
export async function platformTables(
  client: pg.ClientBase,
  schema: Schema,
): Promise<readonly PlatformTable[]> {
  const { rows } = await client.query<PlatformTable>(query, [
    tablesOf(schema).map(({ name }) => name),
    schema.namespaces,
  ]);
  return parentsFirst(rows);
}

/** The table of a schema that a name of the platform means, quoted or not. */
export const ownTable = (schema: Schema, name: string): Table | undefined =>
  tablesOf(schema).find((table) => table.name === nameOfPrinted(name));

/** The tables beside a schema's own, parents first: their rows are to stay. */
export async function carriedTables(
  client: pg.ClientBase,
  schema: Schema,
): Promise<readonly PlatformTable[]> {
  return (await platformTables(client, schema)).filter(({ isOwn }) => !isOwn);
}

/** A schema's own tables, and those that lose rows with them by a foreign key; parents first. */
export async function affectedTables(
  client: pg.ClientBase,
  schema: Schema,
): Promise<readonly PlatformTable[]> {
  const all = await platformTables(client, schema);
  const affected = new Set(all.filter(({ isOwn }) => isOwn).map(({ name }) => name));
  for (let known = 0; known < affected.size; ) {
    known = affected.size;
    for (const { name, references } of all)
      if (references.some(({ target }) => affected.has(target))) affected.add(name);
  }
  return all.filter(({ name }) => affected.has(name));
}

/** Whether tables, parents first as far as that can be, refer to others of them that come later. */
export function hasCircle(tables: readonly PlatformTable[]): boolean {
  return tables.some(({ references }, i) =>
    references.some(({ target }) => tables.slice(i + 1).some(({ name }) => name === target)),
  );
}

function parentsFirst(tables: readonly PlatformTable[]): readonly PlatformTable[] {
  const sorted: PlatformTable[] = [];
  const remaining = new Set(tables);
  const isFree = ({ name, references }: PlatformTable) =>
    references.every(({ target }) => target === name || ![...remaining].some((one) => one.name === target));
  while (remaining.size > 0) {
    const free = [...remaining].filter(isFree);
    // Of tables in a circle, one has to be the first.
    for (const table of free.length > 0 ? free : [...remaining].slice(0, 1)) {
      sorted.push(table);
      remaining.delete(table);
    }
  }
  return sorted;
}

const columnNames = (table: string, numbers: string): string => `array(
  select quote_ident(attname) from unnest(${numbers}) with ordinality u (number, place)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = u.number order by place)`;

const operatorNames = (oids: string): string => `array(
  select format('operator(%I.%s)', nspname, oprname) from unnest(${oids}) with ordinality u (id, place)
    join pg_operator o on o.oid = u.id join pg_namespace y on y.oid = o.oprnamespace order by place)`;

// Some columns are not in every version.
const isEnforced = `coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)`;
const hasPeriod = `coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)`;

const nameOfOid = (oid: string): string =>
  `(select format('%I.%I', nspname, relname) from pg_class x join pg_namespace y on y.oid = x.relnamespace where x.oid = ${oid})`;

const query = `
select c.oid::text, format('%I.%I', nspname, relname) as name, pg_table_size(c.oid)::float8 as bytes,
       ${nameOfClass('c')} = any ($1) as "isOwn",
       array(select quote_ident(attname) from pg_attribute
              where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
       coalesce((select json_agg(json_build_object('name', conname, 'target', ${nameOfOid('k.confrelid')},
           'isTargetPartitioned', (select relkind = 'p' from pg_class where oid = k.confrelid),
           'columns', ${columnNames('k.conrelid', 'k.conkey')},
           'targetColumns', ${columnNames('k.confrelid', 'k.confkey')},
           'operators', ${operatorNames('k.conpfeqop')}, 'ownOperators', ${operatorNames('k.conffeqop')},
           'onDelete', confdeltype, 'isValid', convalidated,
           'resetColumns', ${columnNames('k.conrelid', 'coalesce(k.confdelsetcols, k.conkey)')},
           'isPlain', not ${hasPeriod} and not exists (
             select from pg_constraint p where p.oid = k.conparentid and p.conrelid = k.conrelid)
           ) order by conname)
         from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and ${isEnforced}), '[]') as references
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r' and c.relpersistence <> 't' and ${platformSchemas} and nspname <> all ($2)
   and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
 order by name`;
