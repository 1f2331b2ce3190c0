import { ensureOwnTables } from '../database/marked/own-tables.ts';
import type { RuledSchema } from '../rules/rule.ts';
import type { Author } from './author.ts';
import {
  type Aside,
  type Backup,
  databaseAside,
  databaseOf,
  dropDatabases,
  outdated,
  timeForName,
} from './backups.ts';
import { takeBaseline } from './baseline.ts';
import { boundTo } from './blockers.ts';
import type { ExclusiveSession } from './exclusive-session.ts';
import { databaseIdentity } from './fingerprint.ts';
import { takeHistory } from './history.ts';
import { requireConsent } from './label.ts';
import { awaitTransactions } from './lock-tables.ts';
import { openBackup } from './opened-backup.ts';
import { now, sign, undoEntry } from './record-history.ts';
import { strategyImpossible } from './strategy-impossible.ts';
import { swap } from './swap.ts';

/** What is to be put back, and what becomes of what it takes the place of. */
export interface PuttingBack {
  readonly session: ExclusiveSession;
  readonly domain: RuledSchema;
  readonly author: Author;
  readonly embedded: boolean;
  readonly backup: Backup;
  readonly aside: Aside;
}

/**
 * Puts a database that was set aside in the place of the session's.
 *
 * @throws `access_refused`, `database_missing` where there is no connection from which databases could be renamed;
 * `strategy_impossible` where something goes by the OID of the database that is there, such as a prepared transaction
 */
export async function putDatabaseBack(what: PuttingBack): Promise<void> {
  const { session, domain, author, embedded, backup } = what;
  const { maintenance, target, name } = session;
  if (session.confinement) throw session.confinement;
  const bound = await boundTo(maintenance, name);
  if (bound.length > 0) throw strategyImpossible(name, bound, 'exchange');
  const began = await now(maintenance);
  const { client: old, dressing } = await openBackup(session, await databaseOf(session, backup));
  try {
    const label = await requireConsent(target, domain, !embedded);
    await old.query('begin');
    await ensureOwnTables(old);
    // Whatever an undo that was killed has written there is forgotten.
    await takeHistory(target, old);
    await takeBaseline(target, old, domain);
    await sign(old, { domain }, label, { ...(await databaseIdentity(old)), name }, undoEntry(author, backup));
    await old.query('commit');
  } finally {
    await old.end();
  }
  await awaitTransactions(maintenance, name, began);
  const aside = { name: databaseAside(name, what.aside, await timeForName(session)), kind: what.aside };
  await swap(session, { next: backup.name, aside, dressing });
  // It has been put back; what is in the way of this now is dropped by the next reset or undo.
  await dropDatabases(maintenance, await outdated({ maintenance, name })).catch(() => {});
}
