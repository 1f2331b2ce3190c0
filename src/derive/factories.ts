import type { EntityClass } from '../entities/row.ts';
import type { JsonValue } from '../entities/types.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { factory } from '../factories/factory.ts';
import { admittedValues } from './admitted.ts';
import { usualValue } from './column-value.ts';
import type { Draw } from './context.ts';
import type { DerivedEntities } from './entities.ts';
import { carrierOf, columnNamed, givenKeys, isReference, isUnique } from './keys.ts';
import { relationsOf } from './names.ts';
import type { ColumnStructure, DatabaseStructure, ForeignKeyStructure, TableStructure } from './structure.ts';
import { uniqueValue } from './unique-values.ts';
import { rankOf } from './words.ts';

/** What a column of your own has: a value, or a function as a factory's. */
export type ColumnOverride =
  | Draw
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly unknown[]
  | { readonly [key: string]: JsonValue };

/** Columns of your own, by the property of the entity. */
export type ColumnOverrides = Readonly<Record<string, ColumnOverride>>;

/**
 * The factories of all tables, by table.
 *
 * @param overrides columns by the name of their factory
 * @example derivedFactories(structure, entities).get('invoice_line')?.name // 'invoiceLine'
 */
export function derivedFactories(
  structure: DatabaseStructure,
  entities: DerivedEntities,
  overrides: Readonly<Record<string, ColumnOverrides>> = {},
): ReadonlyMap<string, AnyFactory> {
  const tables = new Map(structure.tables.map((table) => [table.name, table]));
  return new Map(
    structure.tables.map((table) => {
      const definition = definitionOf(
        table,
        { tables, entities },
        overrides[entities.names.factoryOf(table.name)] ?? {},
      );
      // What the compiler demands of columns, it cannot know of tables that are read at run time.
      return [
        table.name,
        factory(entities.classOf(table.name), definition as never) as unknown as AnyFactory,
      ];
    }),
  );
}

interface TablesAround {
  readonly tables: ReadonlyMap<string, TableStructure>;
  readonly entities: Pick<DerivedEntities, 'names' | 'classOf'>;
}

function definitionOf(table: TableStructure, around: TablesAround, own: ColumnOverrides) {
  const { names } = around.entities;
  const propertyOf = (column: string): string => names.propertyOf(table.name, column);
  const { parents, columns: references, last } = parentsOf(table, around);
  const draws = drawsOf(table, propertyOf);
  const checked =
    table.admitted &&
    admittedValues(table.admitted, propertyOf, {
      columnOf: (name) => columnNamed(table, name),
      usual: (name) => draws.get(name) ?? (() => null),
    });
  const columns: Record<string, unknown> = { ...references };
  const required: string[] = [];
  for (const [name, draw] of inOrder(draws, table.admitted?.columns ?? [])) {
    const value = checked?.get(name) ?? draw;
    if (value) columns[propertyOf(name)] = value;
    else if (!columnNamed(table, name).nullable) required.push(propertyOf(name));
  }
  return {
    parents,
    required: required.filter((property) => !(property in own)),
    columns: { ...columns, ...last, ...own },
  };
}

/** The functions of the columns that are no keys of other tables, in the order in which they are made. */
function drawsOf(
  table: TableStructure,
  propertyOf: (column: string) => string,
): ReadonlyMap<string, Draw | undefined> {
  const before = new Map<string, string>();
  return new Map(
    table.columns
      .filter(({ name, computed }) => computed === undefined && !isReference(table, name))
      .sort((a, b) => rankOf(a.name) - rankOf(b.name))
      .map((column) => {
        const draw = drawOf(column, table, new Map(before));
        before.set(column.name, propertyOf(column.name));
        return [column.name, draw];
      }),
  );
}

interface Parent {
  readonly of: EntityClass;
  readonly optional?: true;
  readonly nullable?: true;
  /** Other parents that have this one, too. */
  readonly through?: readonly string[];
}

/**
 * The rows that a row belongs to. A key over several columns is a parent that is no relation: relations that it has in
 * common with the row are found through it, and its other columns are read from it.
 */
function parentsOf(table: TableStructure, { tables, entities }: TablesAround) {
  const { names, classOf } = entities;
  const propertyOf = (column: string): string => names.propertyOf(table.name, column);
  const relations = relationsOf(table, tables);
  const demanded = demandedOf(table);
  const parents: Record<string, Parent> = {};
  const columns: Record<string, Draw> = {};
  const last: Record<string, Draw> = {};
  for (const [column, { table: target }] of relations) {
    const property = propertyOf(column);
    const { nullable } = columnNamed(table, column);
    const [key = ''] = table.primary;
    const isMade = demanded.has(column) && target !== table.name;
    // The first row of a table that points into itself points to itself.
    if (target === table.name && !nullable) last[property] = ({ row }) => row[propertyOf(key)];
    else
      parents[property] = {
        of: classOf(target),
        ...(nullable && (isMade ? { nullable } : { optional: nullable })),
      };
  }
  const single = new Set(relations.values());
  const isNullable = ({ columns: some }: ForeignKeyStructure): boolean =>
    some.some((column) => columnNamed(table, column).nullable);
  // What two keys have in common, the one gives that is always there.
  const several = givenKeys(table)
    .filter((key) => !single.has(key))
    .sort((a, b) => Number(isNullable(a)) - Number(isNullable(b)));
  for (const key of several) {
    const target = tables.get(key.table);
    const theirs = target ? relationsOf(target, tables) : new Map();
    const nullable = isNullable(key);
    let name = names.factoryOf(key.table);
    while (name in parents || table.columns.some((column) => propertyOf(column.name) === name)) name += '_';
    parents[name] = { of: classOf(key.table), ...(nullable && { optional: nullable }) };
    for (const [i, column] of key.columns.entries()) {
      const [property, reference] = [propertyOf(column), key.references[i] ?? column];
      const shared = parents[property];
      const theirProperty = names.propertyOf(key.table, reference);
      if (shared && theirs.has(reference) && theirProperty === property) {
        parents[property] = { ...shared, through: [...(shared.through ?? []), name] };
      } else {
        delete parents[property];
        const { nullable: mayBeNull } = columnNamed(table, column);
        // Without such a parent, a column that is demanded has a value of its own.
        const own = mayBeNull ? undefined : drawOf(columnNamed(table, column), table, new Map());
        columns[property] ??= (context) => context.parents[name]?.[theirProperty] ?? own?.(context) ?? null;
      }
    }
  }
  return { parents, columns, last };
}

/**
 * The keys that a row has though they may be null: those without which no row passes the checks, as few as there can be,
 * and those of which only one row could be without.
 */
function demandedOf(table: TableStructure): ReadonlySet<string> {
  const { admitted, uniques } = table;
  const sets = admitted?.rows.map((row) =>
    admitted.columns.filter((column, i) => isReference(table, column) && 'kept' in (row[i] ?? {})),
  );
  const [fewest = []] = sets?.toSorted((a, b) => a.length - b.length) ?? [];
  const paired = uniques.filter(({ nullsEqual, columns }) => nullsEqual && !carrierOf(columns, table));
  return new Set([...fewest, ...paired.flatMap(({ columns }) => columns)]);
}

/** Each checked column sees those that are checked with it. */
function inOrder<T>(draws: ReadonlyMap<string, T>, checked: readonly string[]): [string, T][] {
  const all = [...draws];
  const first = all.filter(([name]) => !checked.includes(name));
  const behind = checked.flatMap((name) => all.filter(([one]) => one === name));
  return [...first, ...behind];
}

function drawOf(
  column: ColumnStructure,
  table: TableStructure,
  before: ReadonlyMap<string, string>,
): Draw | undefined {
  const usual = usualValue(column, { table, before });
  if (!isUnique(column.name, table)) return usual;
  const unique = uniqueValue(
    column,
    usualValue({ ...column, nullable: false }, { table, before }) ?? (() => ''),
  );
  return unique ?? usual;
}
