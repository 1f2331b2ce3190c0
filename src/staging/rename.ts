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
import type { ExclusiveSession } from './exclusive-session.ts';
import { databaseIdentity } from './fingerprint.ts';
import { takeHistory } from './history.ts';
import { type HashedSeedResult, type Job, make } from './job.ts';
import { requireConsent } from './label.ts';
import { awaitTransactions, beginStandstill } from './lock-tables.ts';
import { now, resetEntry, sign } from './record-history.ts';
import { dropShadow, makeShadow, type Source, type StructureDifferences } from './shadow-database.ts';
import { differencesBetween } from './structure/structure.ts';
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
 * Replaces a database by a shadow database. Until shortly before the swap no session is disturbed; then those that
 * write wait while the rows of other tables are copied. Resolves to the differences where no database with the same
 * structure can be made.
 *
 * @throws what seeding, copying and swapping throw. Then, and where there are differences, the old database stands as
 * before, and the new one is dropped.
 */
export async function replaceByRename(
  session: ExclusiveSession,
  job: Job,
): Promise<ReplaceResult | StructureDifferences> {
  const { maintenance, target, name } = session;
  const { domain, baseline } = job;
  job.onProgress('making a database beside', 0);
  const shadow = await makeShadow(session, domain);
  if ('differences' in shadow) return shadow;
  const { source, next } = shadow;
  let isSwapped = false;
  try {
    await bringBaseline(session, next, job);
    const made = await make(next, job);
    job.onProgress('keeping the old rows', made.rows);
    await awaitTransactions(maintenance, name, job.began);
    // Until the swap, or the end of the connection, nothing can change what is copied.
    await beginStandstill(target, domain, name);
    const label = await requireConsent(target, domain, !job.embedded);
    const lost = await carryOver(target, next, domain, baseline);
    await ensureOwnTables(next);
    await switchEventTriggersAs(target, next);
    const differences = await differencesBetween(target, next);
    if (differences.length > 0) return { differences: differences.slice(0, 5) };
    const before = databaseAside(name, 'before', await timeForName(session));
    const seconds = (await now(maintenance)) - job.began;
    await next.query('begin');
    await takeHistory(target, next);
    await takeBaseline(target, next, domain);
    const identity = { ...(await databaseIdentity(next)), name };
    const entry = resetEntry(job, made, { strategy: 'rename', before, seconds });
    await sign(next, job, label, identity, entry);
    await next.query('commit');
    await next.end();
    job.onProgress('swapping', made.rows);
    const { comment } = await databaseProperties(maintenance, name);
    const dressing = [commentStatement(name, comment)];
    await swap(session, { next: session.next, aside: { name: before, kind: 'before' }, dressing });
    isSwapped = true;
    // It has been replaced; what is in the way of this now is dropped by the next reset.
    await dropDatabases(maintenance, await outdated({ maintenance, name })).catch(() => {});
    return { ...made, strategy: 'rename', source, before, lost, seconds };
  } finally {
    if (!isSwapped) {
      await next.end();
      await target.query('rollback').catch(() => {});
      // On a lost connection the next reset drops it.
      await dropShadow(session).catch(() => {});
    }
  }
}

/** Takes the baseline over as it is now, so that the scenario can use it; it is taken once more at the standstill. */
async function bringBaseline(
  { target }: ExclusiveSession,
  next: pg.Client,
  { domain, baseline }: Job,
): Promise<void> {
  if (baseline.size === 0) return;
  await target.query('begin isolation level repeatable read read only');
  await next.query('begin');
  await carryStaying(target, next, domain, baseline);
  await next.query('commit');
  await target.query('rollback');
}
