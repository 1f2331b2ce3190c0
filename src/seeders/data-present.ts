import { SeedbedError } from '../errors/error.ts';
import { grouped } from '../errors/format.ts';

/** The database holds rows already. */
export function dataPresent(
  database: string,
  rows: Readonly<Record<string, number>>,
  hint: string,
): SeedbedError {
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  const most = Object.entries(rows)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([table, count]) => `${table} ${grouped(count)}`);
  const list = Object.keys(rows).length > most.length ? `${most.join(', ')}, …` : most.join(', ');
  return new SeedbedError('data_present', {
    message: `The database '${database}' already holds ${grouped(total)} rows (${list}).`,
    hint,
    details: { database, rows },
  });
}
