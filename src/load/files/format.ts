import type { Table } from '../table.ts';

/** How rows are written into files: PostgreSQL's COPY text, or CSV with a header. */
export type Format = 'text' | 'csv';

const endings: Readonly<Record<Format, string>> = { text: 'copy', csv: 'csv' };

/**
 * The name of a table's file. Its number is the table's place in the order of loading, so that a listing by
 * name has parents first.
 *
 * @example fileName(tablesOf(courseSchema), 'user', 'text') // '01-user.copy'
 */
export function fileName(tables: readonly Table[], name: string, format: Format): string {
  const place = tables.findIndex((table) => table.name === name) + 1;
  return `${String(place).padStart(2, '0')}-${name}.${endings[format]}`;
}
