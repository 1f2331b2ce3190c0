import pg from 'pg';
import { type DatabaseError, isDatabaseError } from '../database/database-error.ts';
import { markStatement } from '../database/marked/mark.ts';
import { SWAP_TIMEOUT_MS } from '../database/timeouts.ts';
import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
import { boundTo } from './blockers.ts';
import { databaseProperties } from './database-properties.ts';
import { type ExclusiveSession, maintenanceDatabase } from './exclusive-session.ts';
import { strategyImpossible } from './strategy-impossible.ts';

const quoted = pg.escapeIdentifier;

/** What to exchange. */
export interface Exchange {
  /** The database that takes the place of the session's. No connection to it may be open. */
  readonly next: string;
  /** What the session's is called from then on, and what it is then. */
  readonly aside: { readonly name: string; readonly kind: 'before' | 'undone' };
  /** What gives the former its comment and whatever else it is to have under the session's name. */
  readonly dressing: readonly string[];
}

/**
 * Puts a database in the place of the session's, in one transaction: a client that connects by the name finds one of both at
 * any moment, and after any failure the old one, open as it was. From its first rename on, PostgreSQL lets those wait
 * who connect; then all others are disconnected, its own connection to the database last.
 *
 * @throws `sessions_remain` where a session cannot be ended; `strategy_impossible` where something that goes by
 * the database's OID, such as a replication slot, was made for it meanwhile
 */
export async function swap(session: ExclusiveSession, { next, aside, dressing }: Exchange): Promise<void> {
  const { maintenance, name, oid, target, by } = session;
  const swapper = await session.connect(maintenanceDatabase());
  const pid = await pidOf(swapper);
  const own = await pidOf(target);
  let renaming: Promise<unknown> = Promise.resolve();
  try {
    await swapper.query(`listen ${WAKE}`);
    // While this process hangs, no client can connect: the limit bounds that.
    await swapper.query(
      `begin; set local idle_in_transaction_session_timeout = ${SWAP_TIMEOUT_MS}; set local lock_timeout = ${SWAP_TIMEOUT_MS}`,
    );
    // Under a name in between: a worker of autovacuum that is in there is waited for while all others go on.
    const ready = readyName(name);
    const { comment } = await databaseProperties(swapper, name);
    await disconnect(maintenance, next);
    await swapper.query(`alter database ${quoted(next)} rename to ${quoted(ready)}`);
    let isOver = false;
    renaming = swapper.query(`alter database ${quoted(name)} rename to ${quoted(aside.name)}`).finally(() => {
      isOver = true;
    });
    renaming.catch(() => {}); // it is awaited below
    while (!isOver && !(await isLocked(maintenance, oid, pid)));
    // Where it is refused, no session is ended for it.
    if (isOver) await renaming;
    await disconnect(maintenance, name, own);
    // Who takes a number of a sequence while being disconnected waits for this connection's lock, and gets none.
    while (!isOver && (await isInhabited(maintenance, oid, own)));
    // Had it been lost, another session might have written what has been copied already.
    await target.query('select');
    await target.end();
    while (!isOver && (await isInhabited(maintenance, oid)));
    // It looks every tenth of a second whether all are gone; what wakes it lets it look at once.
    await maintenance.query(`notify ${WAKE}`);
    await renaming;
    const bound = await boundTo(maintenance, name);
    if (bound.length > 0) throw strategyImpossible(name, bound, 'exchange');
    await swapper.query(
      `alter database ${quoted(ready)} rename to ${quoted(name)};
       ${dressing.join(';')};
       alter database ${quoted(name)} allow_connections true;
       alter database ${quoted(aside.name)} allow_connections false;
       ${markStatement(aside.name, { kind: aside.kind, by, about: name, ...(comment !== null && { comment }) })};
       ${(await isTemplate(maintenance, oid)) ? passTemplate(aside.name, name) : ''}
       commit`,
    );
  } catch (error) {
    // It may still be waiting.
    await maintenance.query('select pg_cancel_backend($1)', [pid]).catch(() => {});
    await renaming.catch(() => {});
    await swapper.query('rollback').catch(() => {});
    throw isRefusal(error)
      ? new SeedbedError('sessions_remain', {
          message: `A session of '${name}' could not be ended: ${excerptOfAnswer(error.message)}.`,
          details: { database: name },
          cause: error,
        })
      : error;
  } finally {
    await swapper.end();
  }
}

async function isTemplate(client: pg.Client, oid: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where oid = $1 and datistemplate', [oid]);
  return rowCount !== 0;
}

/** What stands aside is no template any more: one could not be dropped. */
const passTemplate = (from: string, to: string): string =>
  `alter database ${quoted(from)} is_template false; alter database ${quoted(to)} is_template true;`;

/** What takes the place of a database is called so within the transaction only. */
const readyName = (name: string): string => `${name}__seedbed_ready`;

const WAKE = 'seedbed_swap';

async function pidOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

/** Whether new connections to the database wait for the rename. */
async function isLocked(client: pg.Client, oid: string, pid: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_locks where locktype = 'object' and classid = 'pg_database'::regclass and objid = $1
        and mode = 'AccessExclusiveLock' and granted and pid = $2`,
    [oid, pid],
  );
  return rowCount !== 0;
}

/** Disconnects all from a database, but for one. Workers of autovacuum, which are of no role, give way by themselves. */
async function disconnect(client: pg.Client, database: string, but?: number): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = $1 and pid is distinct from $2 and usesysid is not null`,
    [database, but ?? null],
  );
}

/** Whether a session is open in a database, but for one. */
async function isInhabited(client: pg.Client, oid: string, but?: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from pg_stat_activity where datid = $1 and pid is distinct from $2',
    [oid, but ?? null],
  );
  return rowCount !== 0;
}

/** That a session stays, or may not be ended by this role. */
const isRefusal = (error: unknown): error is DatabaseError =>
  isDatabaseError(error) && (error.code === '55006' || error.code === '42501');
