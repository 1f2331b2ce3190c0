import { declaredName, declaredTables } from '../database/declared-tables.ts';
import type { Schema } from '../entities/schema.ts';
import type { AnyRow } from './sink.ts';
import type { Table, TableColumn } from './table.ts';
import { typeOf } from './types/index.ts';

/** Of a row in a table: its header with the bits for nulls, and its place on the page. */
const ROW = 32 + 4;
/** Of a row in an index. */
const ENTRY = 8 + 4;
/** B-trees leave some room on their pages, GiST more. */
const FILLED = { btree: 0.9, gist: 0.65 };
/** What an entry takes where many rows have the same value, which is then kept once. */
const REPEATED = 8;

/** What a table or an index takes at least once it has a row. */
const PAGE = 8_192;

/** Bytes of types whose values are all of one size. */
const fixed: Readonly<Record<string, number>> = {
  uuid: 16,
  bigint: 8,
  timestamptz: 8,
  'double precision': 8,
  int: 4,
  boolean: 1,
};

/**
 * About how many bytes the rows of a table will take in PostgreSQL with all indexes, to be told beforehand.
 *
 * @param sample some of the rows; without any, nothing is taken
 */
export function bytesOnDisk(schema: Schema, table: Table, rows: number, sample: readonly AnyRow[]): number {
  if (sample.length === 0) return 0;
  const widths = new Map(table.columns.map((column) => [column.name, widthOf(column, sample)]));
  const heap = ROW + aligned([...widths.values()].reduce((sum, width) => sum + width, 0));
  const indexes =
    declaredTables(schema)
      .find((one) => declaredName(one) === table.name)
      ?.getIndexes() ?? [];
  const entries = indexes.map(({ columnNames, unique, type }) => {
    if (!unique && isRepeated(table, columnNames, sample)) return REPEATED;
    const key = columnNames.reduce((sum, name) => sum + (widths.get(name) ?? 0), 0);
    return (ENTRY + aligned(key)) / (type === 'gist' ? FILLED.gist : FILLED.btree);
  });
  const pages = [heap, ...entries].map((each) => Math.ceil((rows * each) / PAGE));
  return pages.reduce((sum, count) => sum + count, 0) * PAGE;
}

const aligned = (width: number): number => Math.ceil(width / 8) * 8;

function widthOf(column: TableColumn, sample: readonly AnyRow[]): number {
  const { property, type, values } = column;
  let bytes = 0;
  const { accepts, text } = typeOf(column);
  for (const row of sample) {
    const value = row[property];
    if (value === null || value === undefined || !accepts(value)) continue;
    bytes += fixed[type] ?? (values ? 4 : 2 + Buffer.byteLength(text(value)));
  }
  return bytes / sample.length;
}

/** Whether rows share their values in these columns. */
function isRepeated(table: Table, names: readonly string[], sample: readonly AnyRow[]): boolean {
  const properties = names.map(
    (name) => table.columns.find((column) => column.name === name)?.property ?? name,
  );
  const keys = sample.map((row) => properties.map((property) => String(row[property])).join('\0'));
  return new Set(keys).size < sample.length / 2;
}
