import { refusedBy } from '../load/refusal.ts';
import { type Backup, dropDatabases, dropSchemas, outdated, schemaAside, timeForName } from './backups.ts';
import { databaseIdentity } from './fingerprint.ts';
import { keepRows, putRows, readKeptTables } from './kept-rows.ts';
import { requireConsent } from './label.ts';
import { beginStandstill } from './lock-tables.ts';
import { affectedTables, platformTables } from './platform-tables.ts';
import type { PuttingBack } from './put-database-back.ts';
import { sign, undoEntry } from './record-history.ts';
import { undoImpossible } from './undo-impossible.ts';

/**
 * Puts rows that were kept in the place of those that are there, which are kept in turn.
 *
 * @throws `undo_impossible` where the tables do not take them any more
 */
export async function putRowsBack({
  session,
  domain,
  author,
  embedded,
  backup,
  aside,
}: PuttingBack): Promise<void> {
  const { target, maintenance, name } = session;
  try {
    await beginStandstill(target, domain, name);
    const label = await requireConsent(target, domain, !embedded);
    const kept = await readKeptTables(target, domain, backup.name, name);
    // What refers to rows that go loses rows as well.
    const touched = new Set([
      ...(await affectedTables(target, domain)).map((table) => table.name),
      ...kept.map(({ table }) => table.name),
    ]);
    const tables = (await platformTables(target, domain)).filter((table) => touched.has(table.name));
    await keepRows(target, schemaAside(aside, await timeForName(session)), aside, tables);
    await putRows(target, kept, [...touched]).catch((error: unknown) => {
      throw explain(error, name, backup);
    });
    await sign(target, { domain }, label, await databaseIdentity(target), undoEntry(author, backup));
    await dropSchemas(target, [backup]);
    const old = await outdated(session);
    await dropSchemas(target, old);
    await target.query('commit');
    // It has been put back; what is in the way of this now is dropped by the next reset or undo.
    await dropDatabases(maintenance, old).catch(() => {});
  } catch (error) {
    await target.query('rollback').catch(() => {});
    throw error;
  }
}

/** A constraint that has come since refuses the rows. */
function explain(error: unknown, database: string, { name }: Backup): unknown {
  const refused = refusedBy(error);
  return refused && /^(22|23)/.test(refused.code ?? '')
    ? undoImpossible(database, name, [refused.message], error)
    : error;
}
