import type { Rows, Sink } from '../sink.ts';
import type { Table } from '../table.ts';
import { csvHeader, csvText } from './csv.ts';
import { DigestSink, pieces, type TableDigest } from './digest-sink.ts';
import { type Format, fileName } from './format.ts';
import { OpenFile, type WrittenFile } from './open-file.ts';

/**
 * Writes a file a table into a folder: those that get rows. What is written is not kept, and rows are taken no
 * faster than the disk takes them. After a failure, or instead of `finish`, the files must be closed.
 */
export class FileSink implements Sink {
  readonly #folder: string;
  readonly #tables: readonly Table[];
  readonly #format: Format;
  readonly #digests: DigestSink;
  readonly #files = new Map<Table, OpenFile>();

  constructor(folder: string, tables: readonly Table[], format: Format) {
    this.#folder = folder;
    this.#tables = tables;
    this.#format = format;
    this.#digests = new DigestSink(tables);
  }

  /** Rows taken so far. */
  get rows(): number {
    return this.#digests.rows;
  }

  /** Each table that has rows, with its file; complete after `finish`. */
  get written(): readonly (TableDigest & { readonly file: WrittenFile })[] {
    return this.#digests.digests.map(({ table, digest }) => {
      const file = this.#files.get(table)?.written;
      if (!file) throw new TypeError(`${table.name} has not been finished`);
      return { table, digest, file };
    });
  }

  /** @throws TypeError for rows of an entity that is not the schema's; what the file system refuses */
  async write(rows: Rows): Promise<void> {
    for (const { table, text } of pieces(this.#tables, rows)) {
      const file = this.#files.get(table) ?? (await this.#open(table));
      const copyText = Buffer.from(text);
      this.#digests.take(table, copyText);
      await file.write(this.#format === 'csv' ? Buffer.from(csvText(text)) : copyText);
    }
  }

  async finish(): Promise<void> {
    for (const file of this.#files.values()) await file.finish();
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.close();
  }

  async #open(table: Table): Promise<OpenFile> {
    const name = fileName(this.#tables, table.name, this.#format);
    const file = await OpenFile.create(this.#folder, name);
    this.#files.set(table, file);
    if (this.#format === 'csv')
      await file.write(Buffer.from(csvHeader(table.columns.map((one) => one.name))));
    return file;
  }
}
