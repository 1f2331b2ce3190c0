import type { AnyRow } from '../load/sink.ts';

/** Finds rows by the values of some columns. */
export class Index {
  readonly #first: string;
  readonly #others: readonly string[];
  /** One row, or a set where there are more: most indexes are of values that hardly repeat. */
  readonly #rows = new Map<unknown, AnyRow | Set<AnyRow>>();

  /** The key of the row that was asked for last: one is mostly put in, looked for and taken out in turn. */
  #lastKey: unknown;
  #lastRow: AnyRow | undefined;

  constructor(columns: readonly string[]) {
    const [first = '', ...others] = columns;
    this.#first = first;
    this.#others = others;
  }

  add(row: AnyRow): void {
    const key = this.#keyOf(row);
    const rows = this.#rows.get(key);
    if (rows === undefined) this.#rows.set(key, row);
    else if (rows instanceof Set) rows.add(row);
    else if (rows !== row) this.#rows.set(key, new Set([rows, row]));
  }

  remove(row: AnyRow): void {
    const key = this.#keyOf(row);
    const rows = this.#rows.get(key);
    if (rows instanceof Set) rows.delete(row);
    else if (rows === row) this.#rows.delete(key);
  }

  #keyOf(row: AnyRow): unknown {
    if (this.#lastRow === row) return this.#lastKey;
    let key = plain(row[this.#first]);
    for (const column of this.#others) key = `${key}\0${plain(row[column])}`;
    this.#lastRow = row;
    this.#lastKey = key;
    return key;
  }

  /** The rows with these values. */
  get(values: AnyRow): Iterable<AnyRow> {
    const rows = this.#rows.get(this.#keyOf(values));
    if (rows === undefined) return [];
    return rows instanceof Set ? rows : [rows];
  }
}

/** Dates are equal where they mean the same time. */
const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
