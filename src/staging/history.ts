import type pg from 'pg';
import { hasOwnTable } from '../database/marked/own-tables.ts';
import type { Author } from './author.ts';

export type Strategy = 'rename' | 'transaction';

/** What happened to a database, newest last. What an undo has put back is named as `before`. */
export interface HistoryEntry extends Author {
  readonly at: Date;
  readonly action: 'reset' | 'undo';
  readonly scenario: string | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly seed: string | null;
  /** The "now" of the data. */
  readonly reference: Date | null;
  /** The sum of the hashes of the tables, as `seedbed manifest` has them; null where a trigger has changed a value. */
  readonly hash: string | null;
  readonly rows: number | null;
  readonly seconds: number | null;
  readonly strategy: Strategy;
  /** Where the data is that stood before. */
  readonly before: string | null;
}

const columns = `at, action, by, commit, scenario, parameters, seed, reference, hash, rows, seconds, strategy, before`;

/** @example (await readHistory(client)).at(-1)?.scenario // 'semester' */
export async function readHistory(client: pg.ClientBase): Promise<readonly HistoryEntry[]> {
  if (!(await hasOwnTable(client, 'history'))) return [];
  const { rows } = await client.query<HistoryEntry>(
    `select at, action, by, commit, scenario, parameters, seed, reference, hash, rows::float8 as rows, seconds, strategy,
            before
       from seedbed_staging.history order by at, id`,
  );
  return rows;
}

export async function addToHistory(client: pg.ClientBase, entry: Omit<HistoryEntry, 'at'>): Promise<void> {
  const { action, by, commit, scenario, parameters, seed, reference, hash, rows, seconds } = entry;
  await client.query(
    `insert into seedbed_staging.history
       (action, by, commit, scenario, parameters, seed, reference, hash, rows, seconds, strategy, before)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[action, by, commit ?? null, scenario, parameters && JSON.stringify(parameters), seed, reference],
      ...[hash, rows, seconds, entry.strategy, entry.before],
    ],
  );
}

/** Makes the history of one database that of another; what it had is forgotten, or is in that one. */
export async function takeHistory(from: pg.ClientBase, to: pg.ClientBase): Promise<void> {
  if (!(await hasOwnTable(from, 'history'))) return;
  const { rows } = await from.query<{ all: string | null }>(
    'select json_agg(h order by at, id)::text as all from seedbed_staging.history h',
  );
  await to.query('delete from seedbed_staging.history');
  await to.query(
    `insert into seedbed_staging.history (id, ${columns})
      select id, ${columns} from json_populate_recordset(null::seedbed_staging.history, $1)`,
    [rows[0]?.all ?? '[]'],
  );
}
