import { isDatabaseError } from '../../database/database-error.ts';
import { PartDamagedError } from '../../errors/part-damaged.ts';
import type { CopySink } from '../copy.ts';
import type { Table } from '../table.ts';
import { csvHeader } from './csv.ts';
import type { Format } from './format.ts';
import { type KnownFile, requireWhole, wholeFile } from './whole-file.ts';

/** A table's rows in files. */
export interface TableFiles {
  readonly table: Table;
  /** The names of the columns in the files. */
  readonly columns: readonly string[];
  readonly format: Format;
  /** In all files. */
  readonly rows: number;
  readonly files: readonly KnownFile[];
}

/**
 * Streams a table's files to PostgreSQL as they are, by one statement, so that rows may refer to rows in a later
 * file. Each file is compared with what was written on its way.
 *
 * @param onProgress hears which part of the bytes is on its way, from 0 to 1
 * @throws PartDamagedError; `rows_not_arrived`; pg.DatabaseError for what the database refuses of files that are as they were written
 */
export async function loadTable(
  sink: CopySink,
  { table, columns, format, rows, files }: TableFiles,
  onProgress: (part: number) => void,
): Promise<void> {
  const header = format === 'csv' ? Buffer.byteLength(csvHeader(columns)) : 0;
  try {
    const taken = await sink.copyEncoded(table, { columns, format }, (pass) =>
      contentsOf(files, header, pass === 'first' ? onProgress : () => {}),
    );
    const [first] = files;
    // Fewer may be a trigger's doing.
    if (taken !== rows && first && (taken > rows || !(await sink.isInterfered(table)))) {
      throw new PartDamagedError(first.path, `${taken} rows came of ${rows}`);
    }
    await sink.requireArrived(table, rows, taken);
  } catch (error) {
    // A file that was cut or changed is the cause, whatever the server has made of it.
    if (isDatabaseError(error)) for (const file of files) await requireWhole(file);
    throw error;
  }
}

async function* contentsOf(
  files: readonly KnownFile[],
  header: number,
  onProgress: (part: number) => void,
): AsyncGenerator<Buffer> {
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let seen = 0;
  for (const file of files) {
    let skip = header;
    for await (const chunk of wholeFile(file)) {
      yield chunk.subarray(skip);
      skip = Math.max(0, skip - chunk.byteLength);
      seen += chunk.byteLength;
      onProgress(seen / all);
    }
  }
}
