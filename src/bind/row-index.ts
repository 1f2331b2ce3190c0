import type { AnyRow } from '../load/sink.ts';

/** Rows that have the same values so far: one, some of any number of values, or some that are alike to the end. */
type Node = AnyRow | Map<unknown, Node> | Set<AnyRow>;

/** Finds rows by the values of some columns. */
export class Index {
  readonly #columns: readonly string[];
  /** By the first column; by the next one only where two rows have the same value in this one, which is rare. */
  readonly #rows = new Map<unknown, Node>();
  /** Whether there ever were rows that are alike in all columns. */
  #hasTwins = false;

  constructor(columns: readonly string[]) {
    const [first = '', ...others] = columns;
    this.#columns = [first, ...others];
  }

  add(row: AnyRow): void {
    this.#put(this.#rows, row, 0);
  }

  remove(row: AnyRow): void {
    let rows = this.#rows;
    for (const column of this.#columns) {
      const key = plain(row[column]);
      const node = rows.get(key);
      if (node === row) rows.delete(key);
      else if (node instanceof Set) node.delete(row);
      if (!(node instanceof Map)) return;
      rows = node;
    }
  }

  /** The rows with these values. */
  get(values: AnyRow): Iterable<AnyRow> {
    let node: Node | undefined = this.#rows;
    for (const column of this.#columns) {
      if (!(node instanceof Map)) break;
      node = node.get(plain(values[column]));
    }
    if (node === undefined) return [];
    if (node instanceof Set) return node;
    // Its further columns have not been looked at.
    const row = node as AnyRow;
    return row === values || this.#columns.every((column) => plain(row[column]) === plain(values[column]))
      ? [row]
      : [];
  }

  /** The other rows with the values of one that is in here. */
  others(row: AnyRow): Iterable<AnyRow> {
    return this.#hasTwins ? [...this.get(row)].filter((other) => other !== row) : [];
  }

  #put(rows: Map<unknown, Node>, row: AnyRow, depth: number): void {
    const key = plain(row[this.#columns[depth] ?? '']);
    const node = rows.get(key);
    if (node === undefined || node === row) rows.set(key, row);
    else if (node instanceof Set) node.add(row);
    else if (node instanceof Map) this.#put(node, row, depth + 1);
    else if (depth === this.#columns.length - 1) {
      rows.set(key, new Set([node, row]));
      this.#hasTwins = true;
    } else {
      const branch = new Map<unknown, Node>();
      rows.set(key, branch);
      this.#put(branch, node, depth + 1);
      this.#put(branch, row, depth + 1);
    }
  }
}

/** Dates are equal where they mean the same time. */
const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
