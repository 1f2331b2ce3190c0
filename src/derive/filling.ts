import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import { DAY } from '../random/clock.ts';
import { permute } from '../random/permutation.ts';
import type { Stream } from '../random/stream.ts';
import type { Scope } from '../seeders/scope.ts';
import { valueIn } from './admitted.ts';
import { holds } from './condition.ts';
import { Fan } from './fan.ts';
import { columnNamed, fewValues, isReference, keysOf } from './keys.ts';
import type { Names } from './names.ts';
import type { Combination, Link, TablePlan } from './sample-plan.ts';
import { dayOf } from './times.ts';

/** How often a row is made anew that is like another one where it must not be. */
const TRIES = 12;
/** How often a key that may be null points to a row. */
const LINKED = 0.8;

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
}

/** Adds rows to a scope, and remembers those that others point to. */
export class Filling {
  readonly #scope: Scope;
  readonly #context: FillingContext;
  readonly #rows = new Map<string, AnyRow[]>();
  readonly #fans = new Map<string, Fan>();
  readonly #taken = new Map<string, Set<string>>();
  readonly #counters = new Map<string, number>();
  /** The rows of a table by the values of some columns. */
  readonly #indexes = new Map<string, Map<string, AnyRow[]>>();

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
      if (row && isParent) rows.push(row);
    }
  }

  #row(plan: TablePlan, factory: AnyFactory, n: number, place: Scope): AnyRow | undefined {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const given = this.#given(plan, n, attempt);
      if (!given) continue;
      // Which columns a factory takes, only the structure knows.
      const row: AnyRow = place.compute(factory, n, given as never);
      if (!this.#claim(plan, row)) continue;
      return place.add(factory, n, given as never); // as above
    }
    return undefined;
  }

  /** The columns that tell a row from others and tie it to others; undefined where no row goes with it. */
  #given(plan: TablePlan, n: number, attempt: number): Values | undefined {
    const { table, links, digits, combinations } = plan;
    const random = this.#scope.random(table.name, n * TRIES + attempt);
    const given: Values = this.#keyOf(plan, n);
    const demanded = this.#admit(plan, given, random);
    const [main] = links.filter((link) => link.nullable.length === 0 && !this.#isSelf(plan, link));
    for (const link of links) {
      const known = link.columns.filter((column) => column in given);
      const isDemanded = link.nullable.length === 0 || link.columns.some((column) => demanded.has(column));
      if (known.some((column) => given[column] === null)) continue;
      if (known.length === link.columns.length) {
        if (this.#candidates(link, given).length === 0) return undefined;
        continue;
      }
      const isMain = link === main && attempt === 0;
      const found = this.#parentKey(plan, link, given, { n, random, isMain, isDemanded });
      if (found === undefined) {
        if (isDemanded) return undefined;
        for (const column of link.nullable) given[column] ??= null;
      } else Object.assign(given, found);
    }
    for (const [i, { property, values, isChecked }] of digits.entries())
      if (!isChecked) given[property] ??= values[(n + attempt + i) % values.length];
    for (const combination of combinations) this.#count(plan, combination, given);
    return given;
  }

  /** A key of one column that is a number counts the rows. */
  #keyOf({ table }: Pick<TablePlan, 'table'>, n: number): Values {
    const [key, ...others] = table.primary;
    if (key === undefined || others.length > 0) return {};
    if (table.foreignKeys.some(({ columns }) => columns.includes(key))) return {};
    if (table.admitted?.columns.includes(key)) return {};
    const { over } = columnNamed(table, key);
    const property = this.#context.names.propertyOf(table.name, key);
    if (over === 'integer' || over === 'smallint') return { [property]: this.#scope.ordinal(n) };
    return over === 'bigint' ? { [property]: BigInt(this.#scope.ordinal(n)) } : {};
  }

  /** Where checks say which keys are null: as in one of the combinations that they admit. Gives those that are not. */
  #admit({ table }: TablePlan, given: Values, random: Stream): ReadonlySet<string> {
    const demanded = new Set<string>();
    const { columns = [], rows = [] } = table.admitted ?? {};
    // Columns that tell rows apart have to be known here, too.
    const isSettled = (column: string): boolean =>
      isReference(table, column) ||
      (fewValues(table, column) !== undefined && keysOf(table).some((key) => key.includes(column)));
    if (!columns.some(isSettled)) return demanded;
    for (const [i, cell] of random.pick(rows).entries()) {
      const column = columns[i] ?? '';
      if (!isSettled(column)) continue;
      const property = this.#context.names.propertyOf(table.name, column);
      if ('value' in cell) given[property] = valueIn(columnNamed(table, column), cell.value);
      else if ('after' in cell) continue;
      else if (isReference(table, column)) demanded.add(property);
    }
    return demanded;
  }

  readonly #isSelf = (plan: TablePlan, link: Link): boolean => link.target === plan.table.name;

  /** The values of a key that points to a row; undefined where it is to be null, or there is none. */
  #parentKey(
    plan: TablePlan,
    link: Link,
    given: Values,
    { n, random, isMain, isDemanded }: Wanted,
  ): Values | undefined {
    const isSelf = this.#isSelf(plan, link);
    if (!isDemanded && !random.chance(LINKED)) return undefined;
    if (link.late) return undefined;
    const rows = this.#candidates(link, given);
    if (rows.length === 0) return isSelf && isDemanded ? {} : undefined;
    const row = rows[this.#index(plan, link, rows.length, { n, random, isMain: isMain && !isSelf })];
    if (!row) return undefined;
    return Object.fromEntries(link.columns.map((column, i) => [column, row[link.references[i] ?? '']]));
  }

  /** The rows that go with the columns which another key has given already. */
  #candidates(link: Link, given: Values): readonly AnyRow[] {
    const rows = this.#rows.get(link.target) ?? [];
    const known = link.columns.flatMap((column, i) =>
      column in given ? [{ column, reference: link.references[i] ?? '' }] : [],
    );
    if (known.length === 0) return rows;
    const name = `${link.target} ${known.map(({ reference }) => reference).join(' ')}`;
    const index =
      this.#indexes.get(name) ??
      Map.groupBy(rows, (row) => textOf(known.map(({ reference }) => row[reference])));
    this.#indexes.set(name, index);
    return index.get(textOf(known.map(({ column }) => given[column]))) ?? [];
  }

  #index(
    plan: TablePlan,
    link: Link,
    size: number,
    { n, random, isMain }: Omit<Wanted, 'isDemanded'>,
  ): number {
    const name = `${plan.table.name}.${link.columns.join()}`;
    const { key } = this.#scope.address.child(name, 0);
    if (link.paired) return n < size ? permute(key, size, n) : size;
    const count = this.countOf(plan.table.name);
    if (!isMain || size !== this.#rows.get(link.target)?.length) return Math.floor(size * random.unit() ** 2);
    const fan = this.#fans.get(name) ?? new Fan(key, count, size);
    this.#fans.set(name, fan);
    return fan.parentOf(n);
  }

  #count({ table }: TablePlan, { name, columns, counter }: Combination, given: Values): void {
    if (counter === undefined || counter in given) return;
    const others = columns.filter((column) => column !== counter).map((column) => given[column]);
    const key = `${table.name} ${name} ${textOf(others)}`;
    const count = this.#counters.get(key) ?? 0;
    this.#counters.set(key, count + 1);
    const isDay = table.columns.some(
      (column) =>
        this.#context.names.propertyOf(table.name, column.name) === counter && column.over === 'date',
    );
    given[counter] = isDay ? dayOf(new Date(this.#scope.now.getTime() - count * DAY)) : count + 1;
  }

  /** Whether no row has its combinations yet; then they are its own. */
  #claim({ table, combinations }: TablePlan, row: AnyRow): boolean {
    const read = (column: string): unknown => row[this.#context.names.propertyOf(table.name, column)] ?? null;
    const claims = combinations.flatMap(({ name, columns, where, nullsEqual, folded }) => {
      const values = columns.map((column) => row[column] ?? null);
      if (!nullsEqual && values.includes(null)) return [];
      if (where !== undefined && !holds(where, read)) return [];
      const taken = this.#taken.get(`${table.name} ${name}`) ?? new Set();
      this.#taken.set(`${table.name} ${name}`, taken);
      const key = textOf(values);
      return [{ taken, key: folded ? key.toLowerCase() : key }];
    });
    if (claims.some(({ taken, key }) => taken.has(key))) return false;
    for (const { taken, key } of claims) taken.add(key);
    return true;
  }
}

const textOf = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : JSON.stringify(values.map(String));
