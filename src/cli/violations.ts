import { counted, grouped } from '../errors/format.ts';
import type { ViolatingRow, Violation } from '../rules/verify.ts';
import { printable } from './escape.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

/** The rules that are broken, each with its first rows, for a terminal of that many columns. */
export const renderViolations = (violations: readonly Violation[], columns: number): string =>
  violations.map((violation) => renderViolation(violation, columns)).join('\n\n');

function renderViolation({ rule, rows, first }: Violation, columns: number): string {
  const more = rows - first.length;
  return [
    `${rule.name}: ${counted(rows, 'row')} of ${rule.table}`,
    wrap(rule.description, columns, '  '),
    '',
    renderRows(first, more > 0 ? [`  and ${grouped(more)} more`] : [], columns),
  ].join('\n');
}

/** Side by side where that fits, else each value on a line of its own; then what else there is to say. */
function renderRows(rows: readonly ViolatingRow[], end: readonly string[], columns: number): string {
  const keys = Object.keys(rows[0]?.key ?? {});
  const beside = renderTable(
    [...keys, RIGHT],
    rows.map(({ key, right }) => [...keys.map((name) => printable(key[name])), printable(right)]),
  );
  if (beside.split('\n').every((line) => line.length <= columns)) return [beside, ...end].join('\n');
  const width = Math.max(...[...keys, RIGHT].map(({ length }) => length));
  const blocks = rows.map(({ key, right }) =>
    Object.entries({ ...key, [RIGHT]: right })
      .map(([name, value]) => `  ${name.padEnd(width)}  ${printable(value)}`)
      .join('\n'),
  );
  return [...blocks, ...end].join('\n\n');
}

const RIGHT = 'should be';

/** A violation as data. */
export const violationDocument = ({ rule, rows, first }: Violation) => ({
  rule: rule.name,
  table: rule.table,
  enforcedBy: rule.enforcedBy,
  description: rule.description,
  rows,
  first,
});
