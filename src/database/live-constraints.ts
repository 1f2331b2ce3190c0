import type { ClientBase } from 'pg';
import type { Schema } from '../entities/schema.ts';
import { nameOfClass } from '../entities/table-name.ts';
import { isOwnKey } from './catalog-query.ts';
import { type Constraint, constraintName } from './constraints.ts';
import { declaredNames } from './declared-tables.ts';

/** What a database demands. */
export type LiveConstraint = Constraint & {
  /** Whether PostgreSQL promises that every row there keeps to it. */
  readonly validated: boolean;
};

interface ColumnRow {
  readonly table: string;
  readonly column: string;
  readonly notNull: boolean;
  readonly notNullValidated: boolean;
  readonly limit: number | null;
  readonly values: readonly string[] | null;
  readonly generated: string | null;
  readonly type: string;
}

interface UniqueRow {
  readonly table: string;
  readonly name: string;
  readonly validated: boolean;
  readonly columns: readonly string[];
  readonly where: string | null;
}

interface ConstraintRow {
  readonly table: string;
  readonly name: string;
  readonly validated: boolean;
  readonly expression: string | null;
  readonly columns: readonly string[];
  readonly target: string | null;
  readonly targetColumns: readonly string[];
}

/**
 * Reads the constraints that a schema's tables have in a database, with their expressions as PostgreSQL
 * prints them under the current search path.
 *
 * @example (await liveConstraints(client, courseSchema)).filter(({ validated }) => !validated)
 */
export async function liveConstraints(
  client: ClientBase,
  schema: Schema,
): Promise<readonly LiveConstraint[]> {
  const tables = [declaredNames(schema)];
  const { rows: columns } = await client.query<ColumnRow>(columnQuery, tables);
  const { rows: uniques } = await client.query<UniqueRow>(uniqueQuery, tables);
  const { rows: others } = await client.query<ConstraintRow>(constraintQuery, tables);
  return [
    ...columns.flatMap(ofColumn),
    ...uniques.map(
      ({ where, ...unique }): LiveConstraint => ({
        ...unique,
        kind: 'unique',
        ...(where !== null && { where }),
      }),
    ),
    ...others.map(ofConstraint),
  ];
}

function ofColumn({ table, column, ...row }: ColumnRow): LiveConstraint[] {
  const { notNull, notNullValidated, limit, values, generated: expression, type } = row;
  const found: LiveConstraint[] = [];
  const add = (constraint: Constraint, validated = true) => found.push({ ...constraint, validated });
  if (notNull)
    add({ table, name: constraintName.notNull(table, column), kind: 'not null', column }, notNullValidated);
  if (limit !== null)
    add({ table, name: constraintName.length(table, column), kind: 'length', column, limit });
  if (values !== null) add({ table, name: constraintName.enum(table, column), kind: 'enum', column, values });
  if (expression !== null)
    add({
      table,
      name: constraintName.generated(table, column),
      kind: 'generated',
      column,
      expression,
      type,
    });
  return found;
}

function ofConstraint({ expression, columns, target, ...row }: ConstraintRow): LiveConstraint {
  const { table, name, validated, targetColumns } = row;
  if (target === null) return { table, name, validated, kind: 'check', expression: expression ?? '' };
  const references = { table: target, columns: targetColumns };
  return { table, name, validated, kind: 'foreign key', columns, references };
}

const ourTables = `c.relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1)`;

/** Where the transaction has written, what is deferred may not have been looked at. */
const nothingDeferred = 'pg_current_xact_id_if_assigned() is null';

/** The rows of tables that inherit from one are among its rows, but no key of it goes for them. */
const hasNoHeirs = `(c.relkind = 'p' or not exists (select from pg_inherits where inhparent = c.oid))`;

/** The names of some columns, in the order of their numbers. */
const names = (table: string, numbers: string): string => `(
  select array_agg(a.attname::text order by k.place)
    from unnest(${numbers}) with ordinality k (number, place)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`;

// PostgreSQL 18 knows not-null constraints that are not validated yet, earlier ones have none in pg_constraint.
const columnQuery = `
select ${nameOfClass('c')} as table, a.attname as column, a.attnotnull as "notNull",
       not exists (
         select from pg_constraint n
          where n.conrelid = c.oid and n.contype = 'n' and n.conkey = array[a.attnum] and not n.convalidated
       ) as "notNullValidated",
       case when t.typname in ('varchar', 'bpchar') and a.atttypmod > 4 then a.atttypmod - 4 end as limit,
       (select array_agg(enumlabel::text order by enumsortorder) from pg_enum where enumtypid = t.oid) as values,
       case when a.attgenerated = 's' then pg_get_expr(d.adbin, d.adrelid) end as generated,
       format_type(a.atttypid, a.atttypmod) as type
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
 where ${ourTables}
 order by c.relname, a.attnum`;

// Behind the columns of the key are those that an index only carries along.
const uniqueQuery = `
select ${nameOfClass('c')} as table, x.relname as name,
       i.indisvalid and ${hasNoHeirs} and (i.indimmediate or ${nothingDeferred}) as validated,
       ${names('c.oid', '(i.indkey::int2[])[0:i.indnkeyatts - 1]')} as columns,
       pg_get_expr(i.indpred, c.oid) as where
  from pg_class c
  join pg_index i on i.indrelid = c.oid and i.indisunique and i.indexprs is null
  join pg_class x on x.oid = i.indexrelid
 where ${ourTables}
 order by c.relname, x.relname`;

// A key whose triggers are switched off lets rows pass; PostgreSQL 18 can also leave a constraint unenforced.
const constraintQuery = `
select ${nameOfClass('c')} as table, k.conname as name, pg_get_expr(k.conbin, c.oid) as expression,
       k.convalidated and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
         and (k.contype = 'c' or ${hasNoHeirs}) and (not k.condeferrable or ${nothingDeferred})
         and not exists (
           select from pg_trigger t where t.tgconstraint = k.oid and t.tgenabled not in ('O', 'A')
         ) as validated,
       ${names('c.oid', 'k.conkey')} as columns, 
       case when target.oid is not null then ${nameOfClass('target')} end as target,
       ${names('target.oid', 'k.confkey')} as "targetColumns"
  from pg_class c
  join pg_constraint k on k.conrelid = c.oid and k.contype in ('c', 'f') and ${isOwnKey}
  left join pg_class target on target.oid = k.confrelid
 where ${ourTables}
 order by c.relname, k.conname`;
