import type { AnyFactory } from '../factories/definition.ts';
import { factory } from '../factories/factory.ts';
import { checkedColumns } from './checked-columns.ts';
import { usualValue } from './column-value.ts';
import type { Draw } from './context.ts';
import { type DerivedDefinition, type DerivedParent, rememberSource } from './ejected.ts';
import { areCompared, carrierOf, columnNamed, givenKeys, isReference, isUnique } from './keys.ts';
import { constant, ofParent, sameColumn } from './mixed-values.ts';
import { type Names, relationsOf } from './names.ts';
import type { ColumnOverrides } from './overrides.ts';
import { type OwnFactory, ownDefinition } from './own-factory.ts';
import { collectionsOf, subclassTraits } from './project-hooks.ts';
import type { ProjectModel, ProjectTable } from './project-model.ts';
import { isOfSome, projectValue } from './project-values.ts';
import { withSource } from './source.ts';
import type {
  AdmittedCell,
  ColumnStructure,
  DatabaseStructure,
  ForeignKeyStructure,
  TableStructure,
} from './structure.ts';
import type { NamedEntities, TablesAround } from './tables-around.ts';
import { uniqueSource, uniqueValue } from './unique-values.ts';
import { rankOf } from './words.ts';

/**
 * The factories of all tables, by table.
 *
 * @example derivedFactories(structure, entities).get('invoice_line')?.name // 'invoiceLine'
 */
export function derivedFactories(
  structure: DatabaseStructure,
  entities: NamedEntities,
  { overrides = {}, own = {}, model = new Map() }: DerivedFrom = {},
): ReadonlyMap<string, AnyFactory> {
  const tables = new Map(structure.tables.map((table) => [table.name, table]));
  const factories = new Map<string, AnyFactory>();
  const around = { tables, entities, model, factories };
  const { names, classOf } = entities;
  for (const table of structure.tables) {
    const [name, entity] = [names.factoryOf(table.name), classOf(table.name)];
    const { [name]: columns = {} } = overrides;
    const derived = definitionOf(table, around, columns);
    rememberSource(entity, {
      table,
      name,
      propertyOf: (column) => names.propertyOf(table.name, column),
      derived,
    });
    const definition = {
      ...derived,
      ...(own[name] && ownDefinition(name, own[name], { tables: tables.keys(), entities })),
    };
    // What the compiler demands of columns, it cannot know of tables that are read at run time.
    const plain = factory(entity, {
      ...definition,
      ...collectionsOf(table, around),
      required: definition.required.filter((property) => !(property in columns)),
      columns: { ...definition.columns, ...columns },
    } as never);
    const traits = subclassTraits(table, around);
    factories.set(table.name, (traits ? plain.traits(traits) : plain) as unknown as AnyFactory);
  }
  return factories;
}

export interface DerivedFrom {
  /** Columns by the name of their factory. */
  readonly overrides?: Readonly<Record<string, ColumnOverrides>>;
  /** What stands in the place of some factories, by their names. */
  readonly own?: Readonly<Record<string, OwnFactory>>;
  /** What the project's entities say of the tables. */
  readonly model?: ProjectModel;
}

function definitionOf(
  table: TableStructure,
  around: TablesAround,
  overridden: ColumnOverrides,
): DerivedDefinition {
  const { names } = around.entities;
  const project = around.model.get(table.name);
  const propertyOf = (column: string): string => names.propertyOf(table.name, column);
  const { parents, columns: references, last } = parentsOf(table, around, overridden);
  const draws = drawsOf(table, names, project);
  const checked =
    table.admitted &&
    checkedColumns(table, table.admitted, {
      propertyOf,
      usual: (name) => draws.get(name) ?? constant(null),
    });
  const columns: Record<string, Draw> = { ...references };
  const required: string[] = [];
  for (const [name, draw] of inOrder(draws, table.admitted?.columns ?? [], project)) {
    const value = checked?.get(name) ?? draw;
    if (value) columns[propertyOf(name)] = value;
    else if (!columnNamed(table, name).nullable) required.push(propertyOf(name));
  }
  return { parents, required, columns: { ...columns, ...last } };
}

/** The functions of the columns that are no keys of other tables, in the order in which they are made. */
function drawsOf(
  table: TableStructure,
  names: Names,
  project: ProjectTable | undefined,
): ReadonlyMap<string, Draw | undefined> {
  const before = new Map<string, string>();
  const byRank = table.columns.toSorted((a, b) => rankOf(a.name) - rankOf(b.name));
  return new Map(
    byRank
      .filter(({ name, computed }) => computed === undefined && !isReference(table, name))
      .map((column) => {
        const place = { table, before: new Map(before) };
        const usual = drawOf(column, table, place.before);
        before.set(column.name, names.propertyOf(table.name, column.name));
        return [column.name, project ? projectValue(column, usual, { place, project, names }) : usual];
      }),
  );
}

/**
 * The rows that a row belongs to. A key over several columns is a parent that is no relation: relations that it has in
 * common with the row are found through it, and its other columns are read from it.
 */
function parentsOf(table: TableStructure, { tables, entities }: TablesAround, own: ColumnOverrides) {
  const { names, classOf } = entities;
  const propertyOf = (column: string): string => names.propertyOf(table.name, column);
  const relations = relationsOf(table, tables);
  const demanded = demandedOf(table);
  const apartFrom = (column: string): Pick<DerivedParent, 'apartFrom'> => {
    const key = relations.get(column);
    const compared = [...relations].flatMap(([other, theirs]) =>
      key && areCompared(table, key, theirs) && !(propertyOf(other) in own) ? [propertyOf(other)] : [],
    );
    return compared.length === 0 ? {} : { apartFrom: compared };
  };
  const parents: Record<string, DerivedParent> = {};
  const columns: Record<string, Draw> = {};
  const last: Record<string, Draw> = {};
  const isHigher = (column: string): number => Number(table.ordered?.some(([, higher]) => higher === column));
  // Rows that are made first have lower keys.
  for (const [column, { table: target }] of [...relations].sort(([a], [b]) => isHigher(a) - isHigher(b))) {
    const property = propertyOf(column);
    // A key of its own needs no row made for it.
    if (property in own) continue;
    const { nullable } = columnNamed(table, column);
    const having = names.kindsOf(table.name, column, target);
    const [key = ''] = table.primary;
    const isMade = demanded.has(column) && target !== table.name;
    // The first row of a table that points into itself points to itself.
    if (target === table.name && !nullable) last[property] = sameColumn(propertyOf(key));
    else
      parents[property] = {
        of: classOf(target),
        ...(nullable && (isMade ? { nullable } : { optional: nullable })),
        ...apartFrom(column),
        ...(having && { having }),
      };
  }
  const single = new Set(relations.values());
  const isNullable = ({ columns: some }: ForeignKeyStructure): boolean =>
    some.some((column) => columnNamed(table, column).nullable);
  // What two keys have in common, the one gives that is always there.
  const several = givenKeys(table)
    .filter((key) => !single.has(key))
    .sort((a, b) => Number(isNullable(a)) - Number(isNullable(b)));
  const namesBefore = new Map<ForeignKeyStructure, string>();
  for (const key of several) {
    const target = tables.get(key.table);
    const theirs = target ? relationsOf(target, tables) : new Map();
    const nullable = isNullable(key);
    let name = names.parentOf(table, key);
    while (name in parents) name += '_';
    const apart = [...namesBefore].flatMap(([other, one]) => (areCompared(table, key, other) ? [one] : []));
    namesBefore.set(key, name);
    parents[name] = {
      of: classOf(key.table),
      ...(nullable && { optional: nullable }),
      ...(apart.length > 0 && { apartFrom: apart }),
    };
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
        columns[property] ??= ofParent(name, theirProperty, own);
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
  const isNull = (cell: AdmittedCell | undefined): boolean =>
    cell !== undefined && 'value' in cell && cell.value === null;
  const sets = admitted?.rows.map((row) =>
    admitted.columns.filter((column, i) => isReference(table, column) && !isNull(row[i])),
  );
  const [fewest = []] = sets?.toSorted((a, b) => a.length - b.length) ?? [];
  const paired = uniques.filter(({ nullsEqual, columns }) => nullsEqual && !carrierOf(columns, table));
  return new Set([...fewest, ...paired.flatMap(({ columns }) => columns)]);
}

/** Each checked column sees those that are checked with it, and a column that only some classes have sees the class. */
function inOrder<T>(
  draws: ReadonlyMap<string, T>,
  checked: readonly string[],
  project: ProjectTable | undefined,
): [string, T][] {
  const all = [...draws];
  const behind = checked.flatMap((name) => all.filter(([one]) => one === name));
  const { first = [], last = [] } = Object.groupBy(
    all.filter(([name]) => !checked.includes(name)),
    ([name]) => (isOfSome(name, project) ? 'last' : 'first'),
  );
  return [...first, ...behind, ...last];
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
    usualValue({ ...column, nullable: false }, { table, before }) ?? constant(''),
  );
  // Columns of one type may have the same function.
  return unique ? withSource((context) => unique(context), uniqueSource(column, table.name)) : usual;
}
