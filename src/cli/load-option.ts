import { Option } from 'commander';
import { grouped } from '../errors/format.ts';
import type { RewrittenColumn } from '../load/rewritten.ts';
import type { UsedTable } from '../load/used-rows.ts';
import { print } from './output.ts';

/** `--load`, which every command has that fills a database. */
export const loadOption = (): Option =>
  new Option(
    '--load <mode>',
    'rebuild makes indexes and keys again around the data, live leaves them in place; ' +
      'by itself it takes the faster one that can be done',
  ).choices(['rebuild', 'live']);

/** Says why a faster way was not taken. */
export function printObstacles(obstacles: readonly string[]): void {
  if (obstacles.length === 0) return;
  const lines = obstacles.map((obstacle) => `  ${obstacle}`);
  print(`${['Indexes and keys stayed in place, which is slower:', ...lines].join('\n')}\n`);
}

/** Lists what the database has set to other values. */
export function printRewritten(rewritten: readonly RewrittenColumn[]): void {
  if (rewritten.length === 0) return;
  const columns = rewritten.map(({ table, column, rows }) => `  ${table}.${column}  ${grouped(rows)} rows`);
  print(
    [
      'Triggers of the database set other values than were sent, and this role may not switch them off:',
      ...columns,
      'To keep the times of the data, seed as the owner of the tables.\n',
    ].join('\n'),
  );
}

/** Says which rows of the baseline were used. */
export function printUsed(used: readonly UsedTable[]): void {
  if (used.length === 0) return;
  const tables = used.map(({ table, rows }) => `${table} ${grouped(rows)}`);
  print(`Rows that stay are used in the place of the scenario's: ${tables.join(', ')}.\n`);
}
