import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import { DAY } from '../random/clock.ts';
import { permute } from '../random/permutation.ts';
import type { Stream } from '../random/stream.ts';
import type { Scope } from '../seeders/scope.ts';
import { cellIn } from './admitted.ts';
import { settledValue } from './combinations.ts';
import { holds } from './condition.ts';
import { Fan } from './fan.ts';
import type { Names } from './names.ts';
import type { Combination, Link, TablePlan } from './sample-plan.ts';
import { dayOf } from './times.ts';

/** How often a row is made anew that is like another one where it must not be. */
const TRIES = 12;
/** How often a key that may be null points to a row. */
const LINKED = 0.8;

/** What a key to a table that is made later has until its rows are there. */
const LATER = 'a row of a later table';

/** No name in PostgreSQL has it. */
const SEPARATOR = '\0';

type Values = Record<string, unknown>;

/** What the rows of a sample are made with. */
export interface FillingContext {
  /** How many rows each table has. */
  readonly counts: ReadonlyMap<string, number>;
  readonly names: Names;
  readonly factories: ReadonlyMap<string, AnyFactory>;
}

/** A row of another table that a key is to point to. */
interface Wanted {
  /** Of the row that points to it. */
  readonly n: number;
  readonly random: Stream;
  /** Whether the rows of this table are shared out among the others by this key. */
  readonly isMain: boolean;
  /** Whether the row cannot do without. */
  readonly isDemanded: boolean;
  /** Keys that it does not have, by property. */
  readonly others: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Adds rows to a scope, and remembers those that others point to. */
export class Filling {
  readonly #scope: Scope;
  readonly #context: FillingContext;
  readonly #rows = new Map<string, AnyRow[]>();
  /** The rows of a table that a key may point to, and of how many they were taken. */
  readonly #ofKind = new Map<Link, { readonly of: number; readonly rows: readonly AnyRow[] }>();
  readonly #fans = new Map<string, Fan>();
  readonly #taken = new Map<string, Set<string>>();
  readonly #counters = new Map<string, number>();
  /** The rows of a table by the values of some columns, which are joined for a name. */
  readonly #indexes = new Map<string, Map<string, Map<string, AnyRow[]>>>();

  constructor(scope: Scope, context: FillingContext) {
    this.#scope = scope;
    this.#context = context;
  }

  countOf(table: string): number {
    return this.#context.counts.get(table) ?? 0;
  }

  /**
   * Adds some of the rows of a table. One that would be like another where it must not be is left out.
   *
   * @param scope where they are written; their addresses are the same everywhere
   */
  add(plan: TablePlan, from: number, count: number, scope = this.#scope): void {
    const { table, isParent } = plan;
    const factory = this.#context.factories.get(table.name);
    if (!factory) return;
    const place = scope.in(this.#scope);
    const rows = this.#rows.get(table.name) ?? [];
    if (isParent) this.#rows.set(table.name, rows);
    for (let n = from; n < from + count; n++) {
      const row = this.#row(plan, factory, n, place);
      if (row && isParent) this.#remember(table.name, rows, row);
    }
  }

  /**
   * Gives rows the keys of those that were made after them, where tables are in a circle: to a row that points back, if
   * one does. All rows of such tables are remembered, and none of them is handed over yet.
   */
  close(plan: TablePlan): void {
    const { table, links, settled } = plan;
    for (const link of links.filter(({ waiting }) => waiting.length > 0)) {
      const { waiting, columns } = link;
      const random = this.#scope.random(`${table.name}.${columns.join()}`);
      const isChecked = settled.some(({ property }) => waiting.includes(property));
      const none = Object.fromEntries(waiting.map((column) => [column, null]));
      for (const row of this.#rows.get(table.name) ?? []) {
        const isDemanded = waiting.some((column) => row[column] === LATER);
        if (isChecked && !isDemanded) continue;
        const keys = this.#laterKeys(link, row, { random, isDemanded });
        const tried = isDemanded || random.chance(LINKED) ? [...keys, none] : [none, ...keys];
        // Not handed over yet, it is still ours to complete.
        tried.some((key) => this.#claim(plan, Object.assign(row, key), columns));
      }
    }
  }

  /** Some keys of rows that a row may point to, which were made after it. */
  #laterKeys(
    link: Link,
    row: AnyRow,
    { random, isDemanded }: Pick<Wanted, 'random' | 'isDemanded'>,
  ): Values[] {
    const { columns, references, waiting, back } = link;
    const ends = columns.map((column, i) => ({ column, reference: references[i] ?? '' }));
    const known = ends.filter(({ column }) => !waiting.includes(column));
    if (known.some(({ column }) => row[column] === null)) return [];
    const ours = known.map(({ column, reference }): [string, unknown] => [reference, row[column]]);
    const theirs = (back?.columns ?? []).map((column, i): [string, unknown] => [
      column,
      row[back?.references[i] ?? ''],
    ]);
    const pointing = back ? this.#rowsWith(link, new Map([...ours, ...theirs])) : [];
    const isOpen = isDemanded || (pointing.length === 0 && !back?.isDemanded);
    const others = isOpen ? this.#rowsWith(link, new Map(ours)) : [];
    return [pointing, others].flatMap((rows) => {
      const start = Math.floor(rows.length * random.unit());
      return Array.from({ length: Math.min(TRIES, rows.length) }, (_, i) => rows[(start + i) % rows.length])
        .filter((other) => other && !isTaken(link, other, row))
        .map((other) => keyTo(link, other ?? {}, waiting));
    });
  }

  /** A table that points to itself looks for its rows while they are made. */
  #remember(table: string, rows: AnyRow[], row: AnyRow): void {
    rows.push(row);
    for (const [name, index] of this.#indexes.get(table) ?? []) {
      const key = textOf(name.split(SEPARATOR).map((property) => row[property]));
      const alike = index.get(key);
      if (alike) alike.push(row);
      else index.set(key, [row]);
    }
  }

  #row(plan: TablePlan, factory: AnyFactory, n: number, place: Scope): AnyRow | undefined {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const given = this.#given(plan, n, attempt);
      if (!given) continue;
      // Which columns a factory takes, only the structure knows.
      if (plan.combinations.length === 0) return place.add(factory, n, given as never);
      const row: AnyRow = place.compute(factory, n, given as never);
      // With all of its columns given but what the database computes, it is not made a second time.
      if (this.#claim(plan, row)) return place.add(factory, n, withoutThese(row, plan.generated) as never);
    }
    return undefined;
  }

  /** The columns that tell a row from others and tie it to others; undefined where no row goes with it. */
  #given(plan: TablePlan, n: number, attempt: number): Values | undefined {
    const { table, fixed, computed, key, links, ordered, digits, combinations } = plan;
    const random = this.#scope.random(table.name, n * TRIES + attempt);
    const given: Values = { ...fixed };
    const isFree = (property: string): boolean => !(property in given || computed.has(property));
    if (key && isFree(key.property))
      given[key.property] = key.isBig ? BigInt(this.#scope.ordinal(n)) : this.#scope.ordinal(n);
    const others = this.#admit(plan, given, random);
    for (const link of links) {
      const known = link.columns.filter((column) => column in given);
      const isDemanded = link.nullable.length === 0 || link.columns.some((column) => others.has(column));
      if (known.some((column) => given[column] === null)) continue;
      if (link.waiting.length > 0) {
        if (isDemanded && this.countOf(link.target) === 0) return undefined;
        for (const column of link.waiting) given[column] ??= isDemanded ? LATER : null;
        continue;
      }
      if (known.length === link.columns.length) {
        if (this.#candidates(link, given).length === 0) return undefined;
        continue;
      }
      const isMain = link === plan.main && attempt === 0;
      const found = this.#parentKey(plan, link, given, { n, random, isMain, isDemanded, others });
      if (found === undefined) {
        if (isDemanded) return undefined;
        for (const column of link.nullable) given[column] ??= null;
      } else Object.assign(given, found);
    }
    for (const [i, { property, values, isChecked }] of digits.entries())
      if (!isChecked && isFree(property)) given[property] = values[(n + attempt + i) % values.length];
    for (const [lower, higher] of ordered) sort(given, lower, higher);
    for (const combination of combinations) this.#count(plan, combination, given);
    return given;
  }

  /** Chooses one of the combinations that checks admit, as far as it has to be known here. Gives the keys that are not null, with those that each is not. */
  #admit({ table, settled, computed }: TablePlan, given: Values, random: Stream): Wanted['others'] {
    const others = new Map<string, ReadonlySet<string>>();
    const chosen = settled.length === 0 ? [] : random.pick(table.admitted?.rows ?? []);
    for (const { place, column, property, isReference, literals } of settled) {
      const cell = chosen[place];
      if (!cell || property in given || computed.has(property)) continue;
      if ('value' in cell || 'after' in cell)
        given[property] = settledValue(cellIn(column, cell), this.#scope.now);
      else if (isReference && 'kept' in cell) others.set(property, literals);
    }
    return others;
  }

  /** The values of a key that points to a row; undefined where it is to be null, or there is none. */
  #parentKey(
    plan: TablePlan,
    link: Link,
    given: Values,
    { n, random, isMain, isDemanded, others }: Wanted,
  ): Values | undefined {
    const isSelf = link.target === plan.table.name;
    if (!isDemanded && !random.chance(LINKED)) return undefined;
    const rows = this.#candidates(link, given);
    if (rows.length === 0) return isSelf && isDemanded ? {} : undefined;
    const place = this.#index(plan, link, rows.length, { n, random, isMain });
    if (place >= rows.length) return undefined;
    for (let step = 0; step < Math.min(TRIES, rows.length); step++) {
      const row = rows[(place + step) % rows.length] ?? {};
      const key = keyTo(link, row);
      const isOther = link.columns.every((column) => !others.get(column)?.has(String(key[column])));
      if (isOther && !isTaken(link, row, given)) return key;
    }
    return undefined;
  }

  /** The rows of a table that a key may point to. */
  #rowsFor(link: Link): readonly AnyRow[] {
    const rows = this.#rows.get(link.target) ?? [];
    const { having } = link;
    if (!having) return rows;
    const known = this.#ofKind.get(link);
    // A table that points to itself has more rows each time.
    if (known?.of === rows.length) return known.rows;
    const fitting = rows.filter((row) =>
      Object.entries(having).every(([column, values]) => values.includes(row[column])),
    );
    this.#ofKind.set(link, { of: rows.length, rows: fitting });
    return fitting;
  }

  /** The rows that go with the columns which another key has given already. */
  #candidates(link: Link, given: Values): readonly AnyRow[] {
    return this.#rowsWith(
      link,
      new Map(
        link.columns.flatMap((column, i) =>
          column in given ? [[link.references[i] ?? '', given[column]]] : [],
        ),
      ),
    );
  }

  /** The rows that a key may point to and that have some values. */
  #rowsWith(link: Link, values: ReadonlyMap<string, unknown>): readonly AnyRow[] {
    const rows = this.#rowsFor(link);
    if (values.size === 0) return rows;
    const columns = [...values.keys()];
    const ofTable = this.#indexes.get(link.target) ?? new Map<string, Map<string, AnyRow[]>>();
    this.#indexes.set(link.target, ofTable);
    const name = columns.join(SEPARATOR);
    const index = ofTable.get(name) ?? Map.groupBy(rows, (row) => textOf(columns.map((one) => row[one])));
    ofTable.set(name, index);
    return index.get(textOf([...values.values()])) ?? [];
  }

  #index(
    plan: TablePlan,
    link: Link,
    size: number,
    { n, random, isMain }: Pick<Wanted, 'n' | 'random' | 'isMain'>,
  ): number {
    const name = `${plan.table.name}.${link.columns.join()}`;
    const { key } = this.#scope.address.child(name, 0);
    // In a table that points to itself, each row comes after another one.
    if (link.paired && link.target === plan.table.name) return size - 1;
    if (link.paired) return n < size ? permute(key, size, n) : size;
    const count = this.countOf(plan.table.name);
    if (!isMain || size !== this.#rows.get(link.target)?.length) return Math.floor(size * random.unit() ** 2);
    const fan = this.#fans.get(name) ?? new Fan(key, count, size);
    this.#fans.set(name, fan);
    return fan.parentOf(n);
  }

  #count({ table, computed }: TablePlan, { name, columns, counter }: Combination, given: Values): void {
    if (counter === undefined || counter.property in given || computed.has(counter.property)) return;
    const others = columns.filter((column) => column !== counter.property).map((column) => given[column]);
    const key = `${table.name} ${name} ${textOf(others)}`;
    const count = this.#counters.get(key) ?? 0;
    this.#counters.set(key, count + 1);
    given[counter.property] = counter.isDay
      ? dayOf(new Date(this.#scope.now.getTime() - count * DAY))
      : count + 1;
  }

  /** Whether no row has its combinations yet; then they are its own. Those of keys to later tables are claimed with these. */
  #claim({ table, combinations }: TablePlan, row: AnyRow, waited?: readonly string[]): boolean {
    const read = (column: string): unknown => row[this.#context.names.propertyOf(table.name, column)] ?? null;
    const claims = combinations.flatMap(({ name, columns, where, nullsEqual, folded, waitsFor }) => {
      if (waitsFor !== waited) return [];
      const values = columns.map((column) => row[column] ?? null);
      if (!nullsEqual && values.includes(null)) return [];
      if (where !== undefined && !holds(where, read)) return [];
      const taken = this.#taken.get(`${table.name} ${name}`) ?? new Set();
      this.#taken.set(`${table.name} ${name}`, taken);
      const key = folded ? unorderedText(values) : textOf(values);
      return [{ taken, key }];
    });
    if (claims.some(({ taken, key }) => taken.has(key))) return false;
    for (const { taken, key } of claims) taken.add(key);
    return true;
  }
}

/** An expression may be the same for a pair and its reverse, for a value and its double, in upper and lower case. */
const unorderedText = (values: readonly unknown[]): string =>
  JSON.stringify(
    [...new Set(values.filter((one) => one !== null).map((one) => String(one).toLowerCase()))].sort(),
  );

function withoutThese(row: AnyRow, properties: readonly string[]): AnyRow {
  if (properties.length === 0) return row;
  return Object.fromEntries(Object.entries(row).filter(([property]) => !properties.includes(property)));
}

/** Puts the keys of two rows in order. */
function sort(given: Values, lower: string, higher: string): void {
  const [one, other] = [given[lower], given[higher]];
  if (one === null || other === null || one === undefined || other === undefined || one <= other) return;
  given[lower] = other;
  given[higher] = one;
}

/** Whether another key of the row points to the same row, from which a check keeps this one apart. */
const isTaken = ({ apart }: Link, other: AnyRow, row: AnyRow): boolean =>
  apart.some(({ columns, references }) =>
    columns.every((column, i) => row[column] === other[references[i] ?? '']),
  );

/** The values of a key that points to a row. */
const keyTo = ({ columns, references }: Link, other: AnyRow, wanted = columns): Values =>
  Object.fromEntries(
    wanted.map((column) => [column, other[references[columns.indexOf(column)] ?? ''] ?? null]),
  );

const textOf = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : JSON.stringify(values.map(String));
