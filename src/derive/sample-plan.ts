import { areCompared, columnNamed, fewValues, givenKeys, isOfPattern, isReference, keysOf } from './keys.ts';
import type { Names } from './names.ts';
import type { ColumnOverrides } from './overrides.ts';
import type {
  ColumnStructure,
  DatabaseStructure,
  ForeignKeyStructure,
  TableStructure,
  UniqueStructure,
} from './structure.ts';

/** A key of a table that points to rows of another one, or of itself. */
export interface Link {
  /** Properties of this table, and those of the other one with the same values. */
  readonly columns: readonly string[];
  readonly references: readonly string[];
  readonly target: string;
  /** Those that may be null: then it points to nothing. */
  readonly nullable: readonly string[];
  /** Whether no two rows have the same: the rows of the two tables are pairs. */
  readonly paired: boolean;
  /** Others to the same table that a check compares it with: they point to another row. */
  readonly apart: readonly Pick<Link, 'columns' | 'references'>[];
  /** What the other row must have in a column, where that tells several kinds of rows apart. */
  readonly having?: Readonly<Record<string, readonly unknown[]>>;
  /** The columns that wait for the other table, where that is made later. None where it is made before. */
  readonly waiting: readonly string[];
  /** The key by which rows of the other table point back, where the other table is made later. */
  readonly back?: Pick<Link, 'columns' | 'references'> & { readonly isDemanded: boolean };
}

/** Columns of which no two rows have the same together, where that does not follow from one of them. */
export interface Combination {
  readonly name: string;
  /** Properties. */
  readonly columns: readonly string[];
  readonly where?: string;
  readonly nullsEqual: boolean;
  /** Whether upper and lower case may count as the same: it is about an expression. */
  readonly folded: boolean;
  /** Whether there are more of them than can be counted: texts of a regular expression. */
  readonly isOpen: boolean;
  /** The columns of the last key among them that waits for a later table. */
  readonly waitsFor?: readonly string[];
  /** A whole number or day among them, which counts the rows that have the others in common. */
  readonly counter?: { readonly property: string; readonly isDay: boolean };
}

/** A checked column whose value is chosen before the row is made: a reference, one that tells rows apart, or one before these. */
export interface Settled {
  /** Its place among the admitted columns. */
  readonly place: number;
  readonly column: ColumnStructure;
  readonly property: string;
  readonly isReference: boolean;
  /** Of a reference, the keys that checks are about: another one is none of them. */
  readonly literals: ReadonlySet<string>;
}

export interface Digit {
  readonly property: string;
  readonly values: readonly unknown[];
  /** Whether checks say which of them go with other columns. */
  readonly isChecked: boolean;
}

export interface TablePlan {
  readonly table: TableStructure;
  /** What all rows have, by an override. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** The properties that the database computes. */
  readonly generated: readonly string[];
  /** The properties that a function gives, by an override. */
  readonly computed: ReadonlySet<string>;
  /** A key of one column that is a number, and counts the rows. */
  readonly key?: { readonly property: string; readonly isBig: boolean };
  /** Those that no override gives. */
  readonly links: readonly Link[];
  /** The one by which the rows are shared out among those of another table. */
  readonly main: Link | undefined;
  /** Keys of one column to one table, the lower one first. */
  readonly ordered: readonly (readonly [string, string])[];
  readonly settled: readonly Settled[];
  readonly combinations: readonly Combination[];
  /** Properties with few values that belong to a combination, and these values. */
  readonly digits: readonly Digit[];
  /** Whether other tables, or rows of its own, point to it. */
  readonly isParent: boolean;
  /** How many tables are below it, one below the other. */
  readonly height: number;
}

export interface SampleOptions {
  /** The names of the tables, parents first. */
  readonly order: readonly string[];
  /** Columns by the name of their factory. */
  readonly overrides?: Readonly<Record<string, ColumnOverrides>>;
}

/** How the rows of each table find those that they point to. */
export function samplePlan(
  structure: DatabaseStructure,
  names: Names,
  { order, overrides = {} }: SampleOptions,
): readonly TablePlan[] {
  const tables = new Map(structure.tables.map((table) => [table.name, table]));
  const place = new Map(order.map((name, i) => [name, i]));
  const heights = heightsOf(structure, order);
  return order.flatMap((name) => {
    const table = tables.get(name);
    if (!table) return [];
    const pointing = structure.tables.flatMap((one) => one.foreignKeys.filter((key) => key.table === name));
    const { fixed, computed } = overriddenIn(overrides[names.factoryOf(name)] ?? {});
    const isOwn = ({ columns, waiting }: Link): boolean =>
      columns.some((column) => computed.has(column)) ||
      columns.every((column) => column in fixed) ||
      waiting.some((column) => column in fixed);
    const links = linksOf(table, tables, {
      names,
      isLater: (target) => (place.get(target) ?? 0) > (place.get(name) ?? 0),
    }).filter((link) => !isOwn(link));
    return [
      {
        table,
        fixed,
        computed,
        generated: table.columns.flatMap((column) =>
          column.computed === undefined ? [] : [names.propertyOf(name, column.name)],
        ),
        ...keyOf(table, names),
        links,
        main: links.find(({ nullable, target }) => nullable.length === 0 && target !== name),
        ordered: (table.ordered ?? []).map(
          ([lower, higher]) => [names.propertyOf(name, lower), names.propertyOf(name, higher)] as const,
        ),
        settled: settledOf(table, names),
        ...combinationsOf(table, names, links),
        isParent: pointing.length > 0,
        height: heights.get(name) ?? 0,
      },
    ];
  });
}

const overriddenIn = (own: ColumnOverrides): Pick<TablePlan, 'fixed' | 'computed'> => {
  const { fixed = [], computed = [] } = Object.groupBy(Object.entries(own), ([, value]) =>
    value instanceof Function ? 'computed' : 'fixed',
  );
  return { fixed: Object.fromEntries(fixed), computed: new Set(computed.map(([property]) => property)) };
};

function keyOf(table: TableStructure, names: Names): Pick<TablePlan, 'key'> {
  const [name = '', ...others] = table.primary;
  if (others.length > 0 || isReference(table, name) || table.admitted?.columns.includes(name)) return {};
  const { over } = columnNamed(table, name);
  if (!/^(smallint|integer|bigint)$/.test(over)) return {};
  return { key: { property: names.propertyOf(table.name, name), isBig: over === 'bigint' } };
}

function settledOf(table: TableStructure, names: Names): readonly Settled[] {
  const isSettled = (name: string): boolean =>
    isReference(table, name) ||
    (fewValues(table, name) !== undefined && keysOf(table).some((key) => key.includes(name)));
  const all = table.admitted?.columns ?? [];
  // Those before them would be drawn without knowing them.
  const last = all.findLastIndex(isSettled);
  return all.flatMap((name, place) =>
    place <= last
      ? [
          {
            place,
            column: columnNamed(table, name),
            property: names.propertyOf(table.name, name),
            isReference: isReference(table, name),
            literals: new Set(table.admitted?.literals?.[name]?.map(String)),
          },
        ]
      : [],
  );
}

/** The keys over several columns first: they give the columns that they share with others. */
function linksOf(
  table: TableStructure,
  tables: ReadonlyMap<string, TableStructure>,
  { names, isLater }: { readonly names: Names; readonly isLater: (target: string) => boolean },
): readonly Link[] {
  const propertyOf = (column: string): string => names.propertyOf(table.name, column);
  const endsOf = (key: ForeignKeyStructure, from = table.name): Pick<Link, 'columns' | 'references'> => ({
    columns: key.columns.map((column) => names.propertyOf(from, column)),
    references: key.references.map((column) => names.propertyOf(key.table, column)),
  });
  const isNullable = ({ columns }: ForeignKeyStructure, from: string): boolean =>
    tables.get(from)?.columns.some(({ name, nullable }) => nullable && columns.includes(name)) === true;
  const backFrom = (target: string): ForeignKeyStructure | undefined => {
    const other = tables.get(target);
    return other && givenKeys(other).find((key) => key.table === table.name);
  };
  const waitsFor = (key: ForeignKeyStructure): boolean => key.table !== table.name && isLater(key.table);
  const waitingOf = ({ columns }: ForeignKeyStructure): readonly string[] => {
    const nullable = columns.filter((column) => columnNamed(table, column).nullable);
    if (nullable.length > 0) return nullable;
    const others = givenKeys(table).filter((other) => !waitsFor(other));
    return columns.filter((column) => !others.some((other) => other.columns.includes(column)));
  };
  return givenKeys(table)
    .map((key): Link => {
      const [column = '', ...others] = key.columns;
      const having = others.length === 0 && names.kindsOf(table.name, column, key.table);
      const waiting = waitsFor(key) ? waitingOf(key) : [];
      const back = waiting.length > 0 && backFrom(key.table);
      return {
        ...endsOf(key),
        ...(having && { having }),
        apart: givenKeys(table)
          .filter((other) => areCompared(table, key, other))
          .map((other) => endsOf(other)),
        target: key.table,
        nullable: key.columns.filter((column) => columnNamed(table, column).nullable).map(propertyOf),
        paired: keysOf(table).some((unique) => sameColumns(unique, key.columns)),
        waiting: waiting.map(propertyOf),
        ...(back && { back: { ...endsOf(back, key.table), isDemanded: !isNullable(back, key.table) } }),
      };
    })
    .sort(
      (a, b) =>
        b.columns.length - a.columns.length ||
        a.nullable.length - b.nullable.length ||
        Number(b.paired) - Number(a.paired),
    );
}

const sameColumns = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((column) => other.includes(column));

function combinationsOf(
  table: TableStructure,
  names: Names,
  links: readonly Link[],
): Pick<TablePlan, 'combinations' | 'digits'> {
  const propertyOf = (column: string): string => names.propertyOf(table.name, column);
  const isFew = (column: string): boolean => fewValues(table, column) !== undefined;
  const isDrawn = (column: string): boolean => isFew(column) || isOfPattern(table, column);
  const all: readonly UniqueStructure[] = [
    { name: 'primary', columns: table.primary },
    ...table.uniques.filter(({ beyond }) => beyond !== 'exclusion'),
  ];
  const combinations = all.flatMap(({ name, columns, where, nullsEqual, beyond }): Combination[] => {
    const free = columns.filter((column) => !isReference(table, column) && !isDrawn(column));
    const [counter, ...others] = free;
    const isCounted =
      counter !== undefined && others.length === 0 && columns.length > 1 && canCount(table, counter);
    if (columns.length === 0 || (free.length > 0 && !isCounted)) return [];
    const properties = columns.map(propertyOf);
    const last = links.findLast(({ waiting }) => waiting.some((one) => properties.includes(one)));
    return [
      {
        name,
        columns: properties,
        ...(where !== undefined && { where }),
        // Expressions mostly put something in the place of null.
        nullsEqual: nullsEqual === true || beyond === 'expression',
        folded: beyond === 'expression',
        isOpen: columns.some((column) => isOfPattern(table, column)),
        ...(last && { waitsFor: last.columns }),
        ...(isCounted && {
          counter: { property: propertyOf(counter), isDay: columnNamed(table, counter).over === 'date' },
        }),
      },
    ];
  });
  const few = new Set(all.flatMap(({ columns }) => columns.filter(isFew)));
  const digits = [...few].map((column) => ({
    property: propertyOf(column),
    values: fewValues(table, column) ?? [],
    isChecked: table.admitted?.columns.includes(column) === true,
  }));
  return { combinations, digits };
}

const canCount = (table: TableStructure, column: string): boolean =>
  /^(smallint|integer|date)$/.test(columnNamed(table, column).over) &&
  !table.admitted?.columns.includes(column);

/** The longest way down from each table; circles end where they began. */
function heightsOf({ tables }: DatabaseStructure, order: readonly string[]): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (const name of order.toReversed()) {
    const below = tables.filter((table) =>
      table.foreignKeys.some((key) => key.table === name && table.name !== name),
    );
    heights.set(name, Math.max(0, ...below.map((table) => (heights.get(table.name) ?? -1) + 1)));
  }
  return heights;
}
