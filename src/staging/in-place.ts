import type pg from 'pg';
import { platformPath } from '../database/session-settings.ts';
import { underSettings } from '../database/setting.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { isAmong, lookupRows, type RowKeys, together } from '../load/staying.ts';
import { tablesOf } from '../load/table.ts';
import { dropDatabases, dropSchemas, outdated, schemaAside, timeForName } from './backups.ts';
import { rowsAtStake } from './carry/at-stake.ts';
import { hashesOf, requireSame } from './carry/staying.ts';
import type { ExclusiveSession } from './exclusive-session.ts';
import { databaseIdentity } from './fingerprint.ts';
import { type Job, make } from './job.ts';
import { inOne, keepRows } from './kept-rows.ts';
import { requireConsent } from './label.ts';
import { beginStandstill } from './lock-tables.ts';
import { affectedTables, hasCircle } from './platform-tables.ts';
import { now, resetEntry, sign } from './record-history.ts';
import type { ReplaceResult } from './rename.ts';

/**
 * Replaces the rows of a database in one transaction, by deleting and copying, so that readers on any isolation level
 * see the old rows until it commits. Those who write wait.
 *
 * @throws what seeding throws, `tables_in_use`, `migration_underway`; then everything is as before
 */
export async function replaceInPlace(session: ExclusiveSession, job: Job): Promise<ReplaceResult> {
  const { target, maintenance, name } = session;
  const { domain, baseline } = job;
  const staying = together(lookupRows(domain), baseline);
  try {
    await beginStandstill(target, domain, name);
    const label = await requireConsent(target, domain, !job.embedded);
    const before = schemaAside('before', await timeForName(session));
    job.onProgress('keeping the old rows', 0);
    const affected = await affectedTables(target, domain);
    await keepRows(target, before, 'before', affected);
    const lost = await rowsAtStake(target, domain, staying);
    const kept = await hashesOf(target, domain, baseline);
    await deleteRows(target, domain, { staying, isCircular: hasCircle(affected) });
    const made = await make(target, job, 'live');
    requireSame(
      kept,
      await hashesOf(target, domain, baseline),
      'triggers or foreign keys change them while others are replaced',
    );
    const seconds = (await now(maintenance)) - job.began;
    const entry = resetEntry(job, made, { strategy: 'transaction', before, seconds });
    await sign(target, job, label, await databaseIdentity(target), entry);
    const old = await outdated(session);
    await dropSchemas(target, old);
    job.onProgress('swapping', made.rows);
    await target.query('commit');
    // The rows are replaced; what is in the way of this now is dropped by the next reset or undo.
    await dropDatabases(maintenance, old).catch(() => {});
    return { ...made, strategy: 'transaction', source: undefined, before, lost, seconds };
  } catch (error) {
    await target.query('rollback').catch(() => {});
    throw error;
  }
}

/** Deletes all rows but those that stay, children first; where tables are in a circle, one statement has to do it all. */
async function deleteRows(
  client: pg.ClientBase,
  schema: Schema,
  { staying, isCircular }: { readonly staying: RowKeys; readonly isCircular: boolean },
): Promise<void> {
  const deletes = tablesOf(schema)
    .toReversed()
    .map((table) => `delete from only ${fullName(table.name)} t where not ${isAmong(staying, table, 't')}`);
  await underSettings(client, { search_path: platformPath }, async () => {
    for (const statement of isCircular ? [inOne(deletes)] : deletes) await client.query(statement);
  });
}
