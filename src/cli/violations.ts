import type { ViolatingRow, Violation } from '../rules/verify.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

/** The rules that are broken, each with its first rows, for a terminal of that many columns. */
export const renderViolations = (violations: readonly Violation[], columns: number): string =>
  violations.map((violation) => renderViolation(violation, columns)).join('\n\n');

function renderViolation({ rule, rows, first }: Violation, columns: number): string {
  const more = rows - first.length;
  return [
    `${rule.name}: ${counted(rows, 'row')} of ${rule.table}`,
    wrap(rule.sentence, columns, '  '),
    '',
    renderRows(first, columns),
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
  ].join('\n');
}

/** Side by side where that fits, else each value on a line of its own. */
function renderRows(rows: readonly ViolatingRow[], columns: number): string {
  const keys = Object.keys(rows[0]?.key ?? {});
  const beside = renderTable(
    [...keys, RIGHT],
    rows.map(({ key, right }) => [...keys.map((name) => printable(key[name])), printable(right)]),
  );
  if (beside.split('\n').every((line) => line.length <= columns)) return beside;
  return rows
    .map(({ key, right }) => [...keys.map((name) => [name, printable(key[name])]), [RIGHT, printable(right)]])
    .map((lines) =>
      lines.map(([name = '', value = '']) => `  ${name.padEnd(widest([...keys, RIGHT]))}  ${value}`),
    )
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const RIGHT = 'should be';

const widest = (names: readonly string[]): number => Math.max(...names.map(({ length }) => length));

/** `1 row`, `2,000 rows`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
