import type { DatabaseTable } from '@mikro-orm/postgresql';
import type { ClientBase } from 'pg';
import { isComputed } from '../entities/computed.ts';
import { domainTypesOf } from '../entities/domain-types.ts';
import type { Schema } from '../entities/schema.ts';
import { nameOfClass } from '../entities/table-name.ts';
import {
  type CatalogType,
  type ColumnType,
  declaredType,
  fits,
  isStrict,
  liveType,
  mayFit,
} from './column-type.ts';
import { declaredName, declaredTables } from './declared-tables.ts';
import { queryPrinted } from './printed.ts';
import { resolvedType, typesNamed } from './type-query.ts';

/** Something about a database that keeps rows of a schema out, or some of them. */
export interface Incompatibility {
  readonly kind: 'missing_table' | 'missing_column' | 'type' | 'generated' | 'not_null' | 'demands_value';
  readonly table: string;
  /** Where it is about one column. */
  readonly column?: string;
  /** The type of that column, where it holds some of the values: those that are written decide. */
  readonly narrower?: NarrowerType;
  /** As a sentence. */
  readonly message: string;
}

/** A type that holds some of the values that its column is declared for. */
export interface NarrowerType {
  /** As PostgreSQL prints it. */
  readonly name: string;
  /** What it is over where it is a domain, with its length. */
  readonly spelled: string;
  /** The labels of an enum. */
  readonly values?: readonly string[];
  /** Whether PostgreSQL refuses what it does not hold, and never stores something else. */
  readonly isStrict: boolean;
}

interface LiveColumn extends CatalogType {
  readonly table: string;
  readonly column: string;
  /** As PostgreSQL prints it. */
  readonly type: string;
  readonly notNull: boolean;
  /** Has a default, or is an identity. */
  readonly filled: boolean;
  readonly generated: boolean;
}

type DeclaredColumn = ReturnType<DatabaseTable['getColumns']>[number];

/**
 * Finds what may keep rows of the schema out of a database that other migrations made: each table and column
 * that is written has to exist with a type that holds every value, and no other column
 * of these tables may demand one. Which rows that keeps out is for `requireFit` to say. Names of constraints,
 * further tables, columns, indexes, functions and triggers do not matter. Empty where everything fits.
 *
 * @example (await compatibility(client, courseSchema)).map(({ message }) => message)
 */
export async function compatibility(client: ClientBase, schema: Schema): Promise<readonly Incompatibility[]> {
  const tables = declaredTables(schema);
  const wanted = await wantedTypes(client, schema);
  const rows = await queryPrinted<LiveColumn>(client, liveColumns, [tables.map(declaredName)]);
  return tables.flatMap((table) => {
    const name = declaredName(table);
    const live = rows.filter((row) => row.table === name);
    return live.length === 0 ? missingTable(name) : compareTable(table, live, wanted);
  });
}

type WantedTypes = ReadonlyMap<DeclaredColumn, ColumnType>;

/** The types that columns are declared with, as the database understands them. */
async function wantedTypes(client: ClientBase, schema: Schema): Promise<WantedTypes> {
  const columns = declaredTables(schema).flatMap((table) => table.getColumns());
  const domains = domainTypesOf(schema);
  // A platform may have what a domain is over in its place.
  const spelled = ({ type }: DeclaredColumn) => domains.get(type) ?? type;
  const known = await typesNamed(client, [...new Set(columns.map(spelled))]);
  return new Map(
    columns.map((column) => {
      const found = known.get(spelled(column));
      const values = column.nativeEnumName === undefined ? found?.values : column.enumItems;
      return [column, declaredType(spelled(column), found, values ?? undefined)];
    }),
  );
}

function missingTable(table: string): Incompatibility {
  return { kind: 'missing_table', table, message: `The table "${table}" is missing.` };
}

function compareTable(
  table: DatabaseTable,
  live: readonly LiveColumn[],
  wanted: WantedTypes,
): readonly Incompatibility[] {
  const declared = table.getColumns();
  const written = declared.filter((column) => !isComputed(column.generated));
  return [
    ...written.flatMap((column) => {
      const actual = live.find((row) => row.column === column.name);
      return actual === undefined
        ? missingColumn(declaredName(table), column)
        : compareColumn(column, actual, wanted);
    }),
    ...live
      .filter((row) => row.notNull && !row.filled && !row.generated)
      .filter((row) => !written.some((column) => column.name === row.column))
      .map((row) => problem('demands_value', row, 'is not null without a default, and nothing writes it')),
  ];
}

function missingColumn(table: string, { name, type }: DeclaredColumn): Incompatibility {
  const message = `The column "${table}"."${name}" (${type}) is missing.`;
  return { kind: 'missing_column', table, column: name, message };
}

function compareColumn(
  declared: DeclaredColumn,
  live: LiveColumn,
  wanted: WantedTypes,
): readonly Incompatibility[] {
  if (live.generated) return [problem('generated', live, 'is generated and cannot be written')];
  const type = wanted.get(declared) ?? declaredType(declared.type);
  const actual = liveType(live);
  const found: Incompatibility[] = [];
  if (!fits(type, actual)) {
    const missing = type.values?.filter((value) => !live.values?.includes(value)) ?? [];
    const lacks = live.values === null || missing.length === 0 ? '' : ` without ${missing.join(', ')}`;
    const what = `is ${live.type}${lacks}, which does not hold every ${declared.type}`;
    found.push({ ...problem('type', live, what), ...(mayFit(type, actual) && { narrower: narrower(live) }) });
  }
  if (live.notNull && declared.nullable) {
    found.push(problem('not_null', live, 'is not null, but may have to stay empty'));
  }
  return found;
}

const narrower = (live: LiveColumn): NarrowerType => ({
  name: live.type,
  spelled: live.spelled,
  ...(live.values && { values: live.values }),
  isStrict: isStrict(live),
});

function problem(
  kind: Incompatibility['kind'],
  { table, column }: LiveColumn,
  what: string,
): Incompatibility {
  return { kind, table, column, message: `The column "${table}"."${column}" ${what}.` };
}

const liveColumns = `
select ${nameOfClass('c')} as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
       resolved.base, resolved."isArray", resolved.modifier, resolved.values, resolved.spelled,
       a.attnotnull or resolved."notNull" as "notNull",
       (a.atthasdef and a.attgenerated = '') or a.attidentity <> '' or t.typdefault is not null as filled,
       a.attgenerated <> '' as generated
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
 cross join lateral (${resolvedType('a.atttypid', 'a.atttypmod')}) as resolved
 where c.relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1)
 order by c.relname, a.attnum`;
