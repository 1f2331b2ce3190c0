import type { Rows, Sink } from '../sink.ts';
import { requireTables, type Table } from '../table.ts';
import { copyText } from '../text.ts';
import { Digest } from './digest.ts';

/** Large enough that what is done for each piece does not count. */
const PIECE_CHARACTERS = 65_536;

/** What the rows of one table come to. */
export interface TableDigest {
  readonly table: Table;
  readonly digest: Digest;
}

/** Rows as COPY text, in pieces of whole lines. */
export function* pieces(tables: readonly Table[], rows: Rows): Iterable<{ table: Table; text: string }> {
  requireTables(tables, rows.keys());
  for (const table of tables) {
    const some = rows.get(table.entity) ?? [];
    for (const text of copyText(table, some, PIECE_CHARACTERS)) yield { table, text };
  }
}

/** Keeps no rows but what they come to, table by table. */
export class DigestSink implements Sink {
  readonly #tables: readonly Table[];
  readonly #digests = new Map<Table, Digest>();

  constructor(tables: readonly Table[]) {
    this.#tables = tables;
  }

  /** Of the tables that have rows, parents first. */
  get digests(): readonly TableDigest[] {
    return this.#tables.flatMap((table) => {
      const digest = this.#digests.get(table);
      return digest ? [{ table, digest }] : [];
    });
  }

  /** Of all tables. */
  get rows(): number {
    let rows = 0;
    for (const digest of this.#digests.values()) rows += digest.rows;
    return rows;
  }

  /** @throws TypeError for rows of an entity that is not the schema's */
  async write(rows: Rows): Promise<void> {
    for (const { table, text } of pieces(this.#tables, rows)) this.take(table, Buffer.from(text));
  }

  /** Takes whole lines of a table's COPY text. */
  take(table: Table, text: Buffer): void {
    const digest = this.#digests.get(table) ?? new Digest();
    this.#digests.set(table, digest);
    digest.update(text);
  }

  async finish(): Promise<void> {}
}
