import type { AnyRow } from '../load/sink.ts';

/** Finds rows by the values of some columns. */
export class Index {
  readonly #keyOf: (row: AnyRow) => unknown;
  /** One row, or a set where there are more: most indexes are of values that hardly repeat. */
  readonly #rows = new Map<unknown, AnyRow | Set<AnyRow>>();

  constructor(columns: readonly string[]) {
    const [first = ''] = columns;
    this.#keyOf =
      columns.length === 1
        ? (row) => plain(row[first])
        : (row) => columns.map((c) => plain(row[c])).join('\0');
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

  /** The rows with these values. */
  get(values: AnyRow): Iterable<AnyRow> {
    const rows = this.#rows.get(this.#keyOf(values));
    if (rows === undefined) return [];
    return rows instanceof Set ? rows : [rows];
  }
}

/** Dates are equal where they mean the same time. */
const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
