import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityClass } from '../entities/row.ts';
import type { AnyRow, Rows, Sink } from './sink.ts';
import { requireTables, type Table } from './table.ts';
import { copyText } from './text.ts';

const CHUNK_CHARACTERS = 65_536;

interface CopyOptions {
  /** Rows gathered before they are sent. */
  readonly batch?: number | undefined;
  /** Whose tables this transaction has emptied: rows that are frozen there need no second look by vacuum. */
  readonly emptied?: ReadonlySet<EntityClass> | undefined;
}

/**
 * Streams rows by COPY, in the transaction that the client is in. Parts are gathered until there are `batch`
 * rows; each batch goes out parents first, while the next one is gathered. Nothing else may be asked of the
 * client before `settle` or `finish` has resolved.
 */
export class CopySink implements Sink {
  readonly #client: pg.ClientBase;
  readonly #tables: readonly Table[];
  readonly #batch: number;
  readonly #emptied: ReadonlySet<EntityClass>;
  #waiting = new Map<EntityClass, AnyRow[]>();
  #count = 0;
  /** The batch that is on its way. */
  #sending: Promise<void> = Promise.resolve();

  constructor(
    client: pg.ClientBase,
    tables: readonly Table[],
    { batch = 5_000, emptied = new Set() }: CopyOptions = {},
  ) {
    this.#client = client;
    this.#tables = tables;
    this.#batch = batch;
    this.#emptied = emptied;
  }

  /** @throws TypeError for rows of an entity that is not the schema's */
  async write(rows: Rows): Promise<void> {
    requireTables(this.#tables, rows.keys());
    for (const [entity, some] of rows) {
      const waiting = this.#waiting.get(entity) ?? [];
      for (const row of some) waiting.push(row);
      this.#waiting.set(entity, waiting);
      this.#count += some.length;
    }
    if (this.#count >= this.#batch) await this.#send();
  }

  async finish(): Promise<void> {
    await this.#send();
    await this.#sending;
  }

  /** Waits for what is on its way, however that ends. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.#sending]);
  }

  /** Resolves when the batch before has arrived, and this one is on its way. */
  async #send(): Promise<void> {
    const rows = this.#waiting;
    this.#waiting = new Map();
    this.#count = 0;
    await this.#sending;
    this.#sending = this.#copyAll(rows);
    // It is awaited before the next batch; until then its failure is not one that nobody handles.
    this.#sending.catch(() => {});
    // The network gets its turn before the next rows are made.
    await turn();
  }

  async #copyAll(rows: Rows): Promise<void> {
    for (const table of this.#tables) {
      const some = rows.get(table.entity);
      if (some) await this.#copy(table, some);
    }
  }

  /** Streams rows of a table that are encoded already, in one statement, and resolves to their number. */
  async copyEncoded(
    table: Table,
    { columns, format }: { readonly columns: readonly string[]; readonly format: 'text' | 'csv' },
    source: AsyncIterable<Buffer>,
  ): Promise<number> {
    const stream = this.#client.query(copyFrom(this.#statement(table, columns, format)));
    await pipeline(source, stream);
    return stream.rowCount;
  }

  async #copy(table: Table, rows: readonly AnyRow[]): Promise<void> {
    const columns = table.columns.map(({ name }) => name);
    const stream = this.#client.query(copyFrom(this.#statement(table, columns, 'text')));
    await pipeline(
      Readable.from(copyText(table.columns, rows, CHUNK_CHARACTERS), { objectMode: false }),
      stream,
    );
  }

  #statement({ name, entity }: Table, columns: readonly string[], format: string): string {
    const list = columns.map(pg.escapeIdentifier).join(', ');
    const freeze = this.#emptied.has(entity) ? ', freeze' : '';
    return `copy public.${pg.escapeIdentifier(name)} (${list}) from stdin (format ${format}${freeze})`;
  }
}
