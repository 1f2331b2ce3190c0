import type pg from 'pg';
import { ensureOwnTables } from '../database/marked/own-tables.ts';
import type { Author } from './author.ts';
import type { Backup } from './backups.ts';
import type { DatabaseIdentity } from './fingerprint.ts';
import { addToHistory, type HistoryEntry, type Strategy } from './history.ts';
import type { HashedSeedResult, Job } from './job.ts';
import { type Label, writeLabel } from './label.ts';

/** Gives the label to the data that stands there now, and says in the history what happened. */
export async function sign(
  client: pg.ClientBase,
  { domain }: Pick<Job, 'domain'>,
  label: Label | undefined,
  identity: DatabaseIdentity,
  entry: Omit<HistoryEntry, 'at'>,
): Promise<void> {
  await ensureOwnTables(client);
  if (label) {
    const { environment, by } = label;
    await writeLabel(client, domain, { environment, by, database: identity });
  }
  await addToHistory(client, entry);
}

/** A reset as the history has it. */
export function resetEntry(
  { author, scenario, parameters, origin }: Job,
  { hash, rows }: HashedSeedResult,
  { strategy, before, seconds }: { strategy: Strategy; before: string; seconds: number },
): Omit<HistoryEntry, 'at'> {
  return {
    ...author,
    action: 'reset',
    scenario: scenario.name,
    parameters,
    seed: String(origin.seed),
    reference: origin.now,
    ...{ hash, rows, seconds, strategy, before },
  };
}

/** An undo as the history has it, or that of an undo. */
export const undoEntry = (author: Author, { name, strategy }: Backup): Omit<HistoryEntry, 'at'> => ({
  ...author,
  action: 'undo',
  scenario: null,
  parameters: null,
  seed: null,
  reference: null,
  hash: null,
  rows: null,
  seconds: null,
  strategy,
  before: name,
});

/** Seconds by the server's clock, from whenever it counts. */
export async function now(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ now: number }>(
    'select extract(epoch from clock_timestamp())::float8 as now',
  );
  return rows[0]?.now ?? 0;
}
