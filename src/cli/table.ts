import Table from 'cli-table3';
import { escaped } from '../errors/escaped.ts';
import { grouped } from '../errors/format.ts';

/** Columns in line without borders; numbers stand at the right. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
  const table = new Table({
    head: head.map(escaped),
    colAligns: head.map((_, i) => (typeof rows[0]?.[i] === 'number' ? 'right' : 'left')),
    chars: {
      ...none,
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(
    ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? grouped(cell) : escaped(cell)))),
  );
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** Rows by table, with their sum. */
export function renderRows(tables: Readonly<Record<string, number>>): string {
  const total = Object.values(tables).reduce((sum, count) => sum + count, 0);
  return renderTable(['table', 'rows'], [...Object.entries(tables), ['total', total]]);
}
