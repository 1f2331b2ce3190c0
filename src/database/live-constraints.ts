import type { ClientBase } from 'pg';
import type { Schema } from '../entities/schema.ts';
import { type Constraint, constraintName } from './constraints.ts';
import { declaredTables } from './declared-tables.ts';

/** What PostgreSQL has promised of all rows: constraints that were not validated are left out. */
export type LiveConstraint = Constraint;

interface ColumnRow {
  readonly table: string;
  readonly column: string;
  readonly notNull: boolean;
  readonly limit: number | null;
  readonly values: readonly string[] | null;
  readonly generated: string | null;
}

interface UniqueRow {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly where: string | null;
}

interface ConstraintRow {
  readonly table: string;
  readonly name: string;
  readonly expression: string | null;
  readonly columns: readonly string[];
  readonly target: string | null;
  readonly targetColumns: readonly string[];
}

/**
 * Reads the constraints of a schema's tables that stand validated in a database: what they say holds for
 * every row there.
 *
 * @example (await liveConstraints(client, courseSchema)).filter(({ kind }) => kind === 'check')
 */
export async function liveConstraints(
  client: ClientBase,
  schema: Schema,
): Promise<readonly LiveConstraint[]> {
  const tables = [declaredTables(schema).map(({ name }) => name)];
  const { rows: columns } = await client.query<ColumnRow>(columnQuery, tables);
  const { rows: uniques } = await client.query<UniqueRow>(uniqueQuery, tables);
  const { rows: others } = await client.query<ConstraintRow>(constraintQuery, tables);
  return [
    ...columns.flatMap(ofColumn),
    ...uniques.map(
      ({ where, ...unique }): Constraint => ({ ...unique, kind: 'unique', ...(where !== null && { where }) }),
    ),
    ...others.map(ofConstraint),
  ];
}

function ofColumn({ table, column, notNull, limit, values, generated }: ColumnRow): Constraint[] {
  const found: Constraint[] = [];
  if (notNull) found.push({ table, name: constraintName.notNull(table, column), kind: 'not null', column });
  if (limit !== null)
    found.push({ table, name: constraintName.length(table, column), kind: 'length', column, limit });
  if (values !== null)
    found.push({ table, name: constraintName.enum(table, column), kind: 'enum', column, values });
  if (generated !== null) {
    const name = constraintName.generated(table, column);
    found.push({ table, name, kind: 'generated', column, expression: generated });
  }
  return found;
}

function ofConstraint({
  table,
  name,
  expression,
  columns,
  target,
  targetColumns,
}: ConstraintRow): Constraint {
  return target === null
    ? { table, name, kind: 'check', expression: expression ?? '' }
    : { table, name, kind: 'foreign key', columns, references: { table: target, columns: targetColumns } };
}

const ourTables = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any ($1)`;

/** The names of some columns, in the order of their numbers. */
const names = (table: string, numbers: string): string => `(
  select array_agg(a.attname::text order by k.place)
    from unnest(${numbers}) with ordinality k (number, place)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`;

// PostgreSQL 18 knows not-null constraints that are not validated yet, earlier ones have none in pg_constraint.
const columnQuery = `
select c.relname as table, a.attname as column,
       a.attnotnull and not exists (
         select from pg_constraint n
          where n.conrelid = c.oid and n.contype = 'n' and n.conkey = array[a.attnum] and not n.convalidated
       ) as "notNull",
       case when t.typname in ('varchar', 'bpchar') and a.atttypmod > 4 then a.atttypmod - 4 end as limit,
       (select array_agg(enumlabel::text order by enumsortorder) from pg_enum where enumtypid = t.oid) as values,
       case when a.attgenerated = 's' then pg_get_expr(d.adbin, d.adrelid) end as generated
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
 where ${ourTables}
 order by c.relname, a.attnum`;

const uniqueQuery = `
select c.relname as table, i.indexrelid::regclass::text as name, ${names('c.oid', 'i.indkey::int2[]')} as columns,
       pg_get_expr(i.indpred, c.oid) as where
  from pg_class c
  join pg_index i on i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indexprs is null
 where ${ourTables}
 order by c.relname, name`;

// A key whose triggers are switched off lets rows pass; PostgreSQL 18 can also leave a constraint unenforced.
const constraintQuery = `
select c.relname as table, k.conname as name, pg_get_expr(k.conbin, c.oid) as expression,
       ${names('c.oid', 'k.conkey')} as columns, target.relname as target,
       ${names('target.oid', 'k.confkey')} as "targetColumns"
  from pg_class c
  join pg_constraint k on k.conrelid = c.oid and k.contype in ('c', 'f') and k.convalidated
   and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
  left join pg_class target on target.oid = k.confrelid
 where ${ourTables}
   and not exists (select from pg_trigger t where t.tgconstraint = k.oid and t.tgenabled not in ('O', 'A'))
 order by c.relname, k.conname`;
