import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityClass } from '../entities/row.ts';
import { fullName } from '../entities/table-name.ts';
import { type Ask, interferences, requireArrived } from './arrival.ts';
import type { SentRows } from './sent-rows.ts';
import type { AnyRow, Rows, Sink } from './sink.ts';
import { requireTables, type Table } from './table.ts';
import { lineOf } from './text.ts';

const CHUNK_CHARACTERS = 65_536;
/** A batch where no number of rows is asked for: few statements, and little memory however long the rows are. */
const BATCH_CHUNKS = 64;

/** Hears the COPY text of rows of a table, whole lines of it, as it is sent. */
export type OnText = (table: Table, text: Buffer) => void;

interface CopyOptions {
  /** Rows gathered before they are sent; where left out, a few megabytes of them. */
  readonly batch?: number | undefined;
  /** Whose tables this transaction has emptied: rows that are frozen there need no second look by vacuum. */
  readonly emptied?: ReadonlySet<EntityClass> | undefined;
  readonly onText?: OnText | undefined;
  /** Where rows are sent once more. */
  readonly kept?: SentRows | undefined;
}

/**
 * Streams rows by COPY, in the transaction that the client is in. Rows are encoded when they come, and gathered in
 * batches; each batch goes out parents first, while the next one is gathered. Nothing else may be asked of the client
 * before `settle` or `finish` has resolved.
 */
export class CopySink implements Sink {
  readonly #client: pg.ClientBase;
  readonly #tables: readonly Table[];
  readonly #batch: number;
  readonly #emptied: ReadonlySet<EntityClass>;
  readonly #onText: OnText | undefined;
  readonly #kept: SentRows | undefined;
  readonly #gathered: ReadonlyMap<Table, Gathered>;
  #rows = 0;
  #chunks = 0;
  readonly #sent = new Map<Table, number>();
  /** The batch that is on its way. */
  #sending: Promise<void> = Promise.resolve();

  constructor(
    client: pg.ClientBase,
    tables: readonly Table[],
    { batch = Number.POSITIVE_INFINITY, emptied = new Set(), onText, kept }: CopyOptions = {},
  ) {
    this.#client = client;
    this.#tables = tables;
    this.#batch = batch;
    this.#emptied = emptied;
    this.#onText = onText;
    this.#kept = kept;
    this.#gathered = new Map(tables.map((table) => [table, new Gathered(lineOf(table))]));
  }

  /** The rows that have been sent, and taken, by table. */
  get sent(): ReadonlyMap<Table, number> {
    return this.#sent;
  }

  /**
   * @throws TypeError for rows of an entity that is not the schema's; `rows_not_arrived` where a batch before did not
   * arrive as it was sent
   */
  async write(rows: Rows): Promise<void> {
    requireTables(this.#tables, rows.keys());
    for (const [table, gathered] of this.#gathered) {
      for (const row of rows.get(table.entity) ?? []) {
        this.#rows++;
        if (!gathered.add(row)) continue;
        this.#chunks++;
        // The network gets its turn, so that the server has something to do meanwhile.
        await turn();
      }
    }
    if (this.#rows >= this.#batch || this.#chunks >= BATCH_CHUNKS) await this.#send();
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
    const batch = [...this.#gathered].map(([table, gathered]) => ({ table, ...gathered.take() }));
    this.#rows = 0;
    this.#chunks = 0;
    await this.#sending;
    this.#sending = this.#copyAll(batch);
    // It is awaited before the next batch; until then its failure must not count as unhandled.
    this.#sending.catch(() => {});
  }

  async #copyAll(batch: readonly (Taken & { readonly table: Table })[]) {
    for (const { table, chunks, rows } of batch) {
      if (chunks.length === 0) continue;
      const columns = table.columns.map(({ name }) => name);
      const stream = this.#client.query(copyFrom(this.#statement(table, columns, 'text')));
      await pipeline(Readable.from(this.#heard(table, chunks)), stream);
      await this.requireArrived(table, rows, stream.rowCount);
      await this.#copyAgain(table, { columns, format: 'text' }, chunks);
      this.#add(table, rows);
    }
  }

  /** Each chunk is heard once the one before is on its way: what hears it works while the server does. */
  *#heard(table: Table, chunks: readonly Buffer[]): Iterable<Buffer> {
    for (const chunk of chunks) {
      this.#onText?.(table, chunk);
      yield chunk;
    }
  }

  /**
   * Streams rows of a table that are encoded already, in one statement, and resolves to how many arrived.
   *
   * @param source gives them, and once more where they are kept to be compared
   */
  async copyEncoded(
    table: Table,
    encoding: Encoding,
    source: (pass: 'first' | 'again') => AsyncIterable<Buffer>,
  ): Promise<number> {
    const stream = this.#client.query(copyFrom(this.#statement(table, encoding.columns, encoding.format)));
    await pipeline(source('first'), stream);
    await this.#copyAgain(table, encoding, source('again'));
    this.#add(table, stream.rowCount);
    return stream.rowCount;
  }

  async #copyAgain(
    table: Table,
    { columns, format }: Encoding,
    source: Iterable<Buffer> | AsyncIterable<Buffer>,
  ): Promise<void> {
    const copy = this.#kept?.copyOf(table);
    if (copy === undefined) return;
    const list = columns.map(pg.escapeIdentifier).join(', ');
    await pipeline(
      Readable.from(source),
      this.#client.query(copyFrom(`copy ${copy} (${list}) from stdin (format ${format})`)),
    );
  }

  /** @throws `rows_not_arrived` where fewer rows of a table arrived than were sent, or more */
  async requireArrived({ name }: Table, sent: number, arrived: number): Promise<void> {
    await requireArrived(this.#ask, { table: name, sent, arrived });
  }

  /** Whether something is at a table that may keep rows back or take them elsewhere. */
  async isInterfered({ name }: Table): Promise<boolean> {
    return (await interferences(this.#ask, name)).length > 0;
  }

  readonly #ask: Ask = async <T extends object>(sql: string) => (await this.#client.query<T>(sql)).rows;

  #add(table: Table, rows: number): void {
    this.#sent.set(table, (this.#sent.get(table) ?? 0) + rows);
  }

  #statement({ name, entity }: Table, columns: readonly string[], format: string): string {
    const list = columns.map(pg.escapeIdentifier).join(', ');
    const freeze = this.#emptied.has(entity) ? ', freeze' : '';
    return `copy ${fullName(name)} (${list}) from stdin (format ${format}${freeze})`;
  }
}

/** How rows are written. */
interface Encoding {
  readonly columns: readonly string[];
  readonly format: 'text' | 'csv';
}

/** Rows of one table, as COPY takes them. */
interface Taken {
  readonly chunks: readonly Buffer[];
  readonly rows: number;
}

/** Rows of one table that wait. */
class Gathered {
  readonly #line: (row: AnyRow) => string;
  #rows = 0;
  #chunks: Buffer[] = [];
  #text = '';

  constructor(line: (row: AnyRow) => string) {
    this.#line = line;
  }

  /** Returns whether this has completed a chunk. */
  add(row: AnyRow): boolean {
    this.#rows++;
    this.#text += this.#line(row);
    if (this.#text.length < CHUNK_CHARACTERS) return false;
    this.#complete();
    return true;
  }

  take(): Taken {
    if (this.#text !== '') this.#complete();
    const taken = { chunks: this.#chunks, rows: this.#rows };
    this.#chunks = [];
    this.#rows = 0;
    return taken;
  }

  #complete(): void {
    this.#chunks.push(Buffer.from(this.#text));
    this.#text = '';
  }
}
