import type pg from 'pg';
import { commentStatement } from '../database/marked/mark.ts';
import { ensureOwnTables } from '../database/marked/own-tables.ts';
import { databaseAside, dropDatabases, outdated, timeForName } from './backups.ts';
import { takeBaseline } from './baseline.ts';
import { carryOver } from './carry/carry.ts';
import type { LostTargets } from './carry/fate.ts';
import { carryStaying } from './carry/staying.ts';
import { databaseProperties } from './database-properties.ts';
import { switchEventTriggersAs } from './event-triggers.ts';
import { databaseIdentity } from './fingerprint.ts';
import { takeHistory } from './history.ts';
import { type HashedSeedResult, type Job, make } from './job.ts';
import { awaitTransactions, beginStandstill } from './lock-tables.ts';
import { now, resetEntry, sign } from './record-history.ts';
import type { Runner } from './runner.ts';
import { dropBeside, makeBeside, type Source } from './shadow-database.ts';
import { differencesBetween } from './structure/structure.ts';
import { StructureDiffersError } from './structure-differs.ts';
import { swap } from './swap.ts';

/** What a reset came to. */
export interface ReplaceResult extends HashedSeedResult {
  readonly strategy: 'rename' | 'transaction';
  /** Where the structure of the new database came from; undefined where the old one stayed. */
  readonly source: Source | undefined;
  /** Where the old data is. */
  readonly before: string;
  /** What became of rows of other tables whose targets are gone. */
  readonly lost: readonly LostTargets[];
  readonly seconds: number;
}

/**
 * Replaces a database by one that is made beside it. Until shortly before the swap nobody is disturbed; then those who
 * write wait while the rows of other tables are taken over.
 *
 * @throws `structure_differs` where no such database can be made; and what seeding, taking over and swapping throw.
 * Then the old database stands as before, and the new one is dropped.
 */
export async function replaceByRename(runner: Runner, job: Job): Promise<ReplaceResult> {
  job.onProgress('making a database beside', 0);
  try {
    const { source, next } = await makeBeside(runner, job.domain);
    const { made, before, lost, seconds } = await fillBeside(runner, next, job).finally(() => next.end());
    job.onProgress('swapping', made.rows);
    const { comment } = await databaseProperties(runner.maintenance, runner.name);
    const dressing = [commentStatement(runner.name, comment)];
    await swap(runner, { next: runner.next, aside: { name: before, kind: 'before' }, dressing });
    // It has been replaced; what is in the way of this now is dropped by the next reset.
    const { maintenance, name } = runner;
    await dropDatabases(maintenance, await outdated({ maintenance, name })).catch(() => {});
    return { ...made, strategy: 'rename', source, before, lost, seconds };
  } catch (error) {
    await runner.target.query('rollback').catch(() => {});
    // On a lost connection the next reset drops it.
    await dropBeside(runner).catch(() => {});
    throw error;
  }
}

/** Resolves while nobody can change what has been taken over: until the swap, or the end of the connection. */
async function fillBeside(
  runner: Runner,
  next: pg.Client,
  job: Job,
): Promise<{ made: HashedSeedResult } & Pick<ReplaceResult, 'before' | 'lost' | 'seconds'>> {
  const { maintenance, target, name } = runner;
  await bringBaseline(runner, next, job);
  const made = await make(next, job);
  job.onProgress('keeping the old rows', made.rows);
  await awaitTransactions(maintenance, name, job.began);
  await beginStandstill(target, job.domain, name);
  const label = await job.requireConsent(target);
  const lost = await carryOver(target, next, job.domain, job.baseline);
  await ensureOwnTables(next);
  await switchEventTriggersAs(target, next);
  const differences = await differencesBetween(target, next);
  if (differences.length > 0) throw new StructureDiffersError(name, differences.slice(0, 5));
  const before = databaseAside(name, 'before', await timeForName(runner));
  const seconds = (await now(maintenance)) - job.began;
  await next.query('begin');
  await takeHistory(target, next);
  await takeBaseline(target, next, job.domain);
  const identity = { ...(await databaseIdentity(next)), name };
  const entry = resetEntry(job, made, { strategy: 'rename', before, seconds });
  await sign(next, job, label, identity, entry);
  await next.query('commit');
  return { made, before, lost, seconds };
}

/** Takes the baseline over as it is now, so that the scenario can use it; when nobody writes any more, once again. */
async function bringBaseline({ target }: Runner, next: pg.Client, { domain, baseline }: Job): Promise<void> {
  if (baseline.size === 0) return;
  await target.query('begin isolation level repeatable read read only');
  await next.query('begin');
  await carryStaying(target, next, domain, baseline);
  await next.query('commit');
  await target.query('rollback');
}
