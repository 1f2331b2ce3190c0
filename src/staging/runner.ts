import type pg from 'pg';
import { lockOf } from '../database/advisory-lock.ts';
import { askOn } from '../database/ask.ts';
import { connectPinned, requireVersion } from '../database/connect.ts';
import { connectionLost } from '../database/connection-lost.ts';
import { newMaker, nextName } from '../database/marked/names.ts';
import { sweepDead } from '../database/marked/sweep.ts';
import { withDatabase } from '../database/url.ts';
import { ConnectionFailedError } from '../errors/connection-failed.ts';
import { hasCode, SeedbedError } from '../errors/error.ts';
import { databaseIdentity } from './fingerprint.ts';

/** Most servers have it. What concerns databases as a whole happens there, and its locks reach all who do that. */
const MAINTENANCE = 'postgres';

/** The one who may replace a database now. */
export interface Runner {
  /** Of the database. */
  readonly url: string;
  readonly name: string;
  readonly oid: string;
  /** What a database is called that is being built beside it. */
  readonly next: string;
  /** Who does it, as in the mark of what is made. */
  readonly by: string;
  /** A connection to it. */
  readonly target: pg.Client;
  /** A further connection to the server, which holds the lock; where there can be none, the same as `target`. */
  readonly maintenance: pg.Client;
  /** Why there can be none: then the database cannot be renamed. */
  readonly confinement: ConnectionFailedError | undefined;
  /** Opens a further connection to a database of the server. */
  open(database: string): Promise<pg.Client>;
}

/** The database where locks are held and databases are made. */
export const maintenanceDatabase = (): string => MAINTENANCE;

/**
 * Does what only one may do at a time, as replacing a database. In the database itself `target` has the lock already.
 *
 * @param what as it is told to another one who wants to, such as `reset by ada@laptop`
 * @throws `reset_underway`, which says who is at it; `connection_lost` where the lock is lost; `another_server`
 */
export async function asRunner<T>(
  target: pg.Client,
  url: string,
  what: string,
  work: (runner: Runner) => Promise<T>,
): Promise<T> {
  const { name, oid, system } = await databaseIdentity(target);
  const open = async (database: string): Promise<pg.Client> => {
    const client = await openSession(withDatabase(url, database), what);
    if ((await databaseIdentity(client)).system === system) return client;
    await client.end();
    const address = `${target.host}:${target.port}`;
    throw new SeedbedError('another_server', {
      message: `Connections to ${address} come to different servers.`,
      details: { address },
    });
  };
  const outside = name === MAINTENANCE ? target : await open(MAINTENANCE).catch(unlessRefused);
  const [maintenance, confinement] =
    outside instanceof ConnectionFailedError ? [target, outside] : [outside, undefined];
  const lost = new Promise<never>((_, reject) => {
    maintenance.once('end', () => reject(connectionLost()));
  });
  lost.catch(() => {}); // it ends in any case
  try {
    if (maintenance !== target) await requireRunnerLock(maintenance, name);
    const maker = newMaker();
    await maintenance.query('select pg_advisory_lock($1)', [lockOf('maker', maker)]);
    await sweepDead(askOn(maintenance), { beside: name });
    const runner = {
      url,
      name,
      oid,
      next: nextName(name, maker),
      by: what,
      target,
      maintenance,
      confinement,
      open,
    };
    // Without that connection the lock is gone, and what waits for another one that is lost would wait for ever.
    return await Promise.race([work(runner), lost]);
  } finally {
    if (maintenance !== target) await maintenance.end();
  }
}

/** That the role may not connect there, or that it is not there; anything else is thrown. */
function unlessRefused(error: unknown): ConnectionFailedError {
  if (error instanceof ConnectionFailedError && hasCode(error, 'access_refused', 'database_missing'))
    return error;
  throw error;
}

/**
 * Connects. When this process is gone, the server notices within a moment and undoes what it had begun. Limits that
 * a role or a database has are lifted.
 *
 * @param what as others see it in `pg_stat_activity`
 * @throws ConnectionFailedError, `server_too_old`
 */
export async function openSession(url: string, what: string): Promise<pg.Client> {
  const client = await connectPinned(url);
  try {
    await requireVersion(client);
    await client.query(`select set_config('application_name', $1, false)`, [`seedbed ${what}`]);
    await client.query(sessionSettings);
    // A server on Windows does not know how.
    await client.query(`set client_connection_check_interval = '100ms'`).catch(() => {});
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

// Rows that a policy hides would be lost in silence; without row_security that is an error.
const sessionSettings = `
set statement_timeout = 0; set lock_timeout = 0; set idle_session_timeout = 0;
set idle_in_transaction_session_timeout = 0; set row_security = off;`;

/**
 * Takes the lock of who replaces a database, for as long as the connection lasts. In the database itself it is seen
 * by those who may not connect to the maintenance database, and there by those who come when that has been exchanged.
 *
 * @throws `reset_underway`
 */
export async function requireRunnerLock(client: pg.Client, name: string): Promise<void> {
  const key = lockOf('reset', name);
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [key]);
  if (rows[0]?.taken) return;
  const { rows: holders } = await client.query<{ holder: string }>(
    `select format('%s (process %s, role %s, since %s)', coalesce(nullif(application_name, ''), 'somebody'), a.pid, usename,
              to_char(backend_start at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS "UTC"')) as holder
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and (l.classid::bigint << 32) | l.objid::bigint = $1`,
    [key],
  );
  const holder = holders[0]?.holder ?? 'somebody who has just ended';
  throw new SeedbedError('reset_underway', {
    message: `The database '${name}' is being replaced already, by ${holder}.`,
    details: { database: name, holder },
  });
}
