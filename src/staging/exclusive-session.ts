import type pg from 'pg';
import { lockOf } from '../database/advisory-lock.ts';
import { askOn } from '../database/ask.ts';
import { connectPinned, requireVersion } from '../database/connect.ts';
import { connectionLost } from '../database/connection-lost.ts';
import { newMaker, nextName } from '../database/marked/names.ts';
import { sweepDead } from '../database/marked/sweep.ts';
import { RESET_LOCK_TIMEOUT_MS } from '../database/timeouts.ts';
import { withDatabase } from '../database/url.ts';
import { ConnectionFailedError } from '../errors/connection-failed.ts';
import { hasCode, SeedbedError } from '../errors/error.ts';
import { explainRefusal } from '../load/refusal.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { requireConfirmed } from './address.ts';
import { type DatabaseIdentity, databaseIdentity } from './fingerprint.ts';
import { requireConsent } from './label.ts';
import { explainWait, requireNoMigration } from './lock-tables.ts';
import type { Permission } from './permission.ts';

/** Most servers have it. What concerns databases as a whole happens there, and its locks reach all who do that. */
const MAINTENANCE = 'postgres';

/** The database where locks are held and databases are made. */
export const maintenanceDatabase = (): string => MAINTENANCE;

/**
 * The connections of a process that alone may replace a database, until `close`.
 *
 * @example
 * const session = await ExclusiveSession.open(url, course, 'reset', permission);
 * try {
 *   await session.target.query('select 1');
 * } catch (error) {
 *   throw await session.explain(error);
 * } finally {
 *   await session.close();
 * }
 */
export class ExclusiveSession {
  /** Of the database. */
  readonly url: string;
  readonly name: string;
  readonly oid: string;
  /** The name of the shadow database. */
  readonly next: string;
  /** Who does it, as in the mark of what is made. */
  readonly by: string;
  /** A connection to the database. */
  readonly target: pg.Client;
  readonly #maker = newMaker();
  readonly #system: string;
  /** Further connections, which end with the one that holds the lock. */
  readonly #opened: pg.Client[] = [];
  #maintenance: pg.Client;
  #confinement: ConnectionFailedError | undefined;
  #state: 'open' | 'lost' | 'closed' = 'open';

  private constructor(
    url: string,
    by: string,
    target: pg.Client,
    { name, oid, system }: Pick<DatabaseIdentity, 'name' | 'oid' | 'system'>,
  ) {
    this.url = url;
    this.by = by;
    this.target = target;
    this.name = name;
    this.oid = oid;
    this.next = nextName(name, this.#maker);
    this.#system = system;
    this.#maintenance = target;
  }

  /**
   * Connects to a database that may be replaced, and keeps out all other processes that would replace it.
   *
   * @param what is done, as other processes that want to are told
   * @throws `not_confirmed`, `not_labelled`, `label_void`, `production`; `reset_underway`, `migration_underway`,
   * `another_server`
   */
  static async open(
    url: string,
    domain: RuledSchema,
    what: string,
    { author, embedded, confirm, isConfirmed = true }: Permission,
  ): Promise<ExclusiveSession> {
    const by = `${what} by ${author.by}`;
    const target = await openSession(url, by);
    const database = target.database ?? '';
    try {
      if (!embedded && isConfirmed) requireConfirmed(target, confirm);
      // A transaction that changes tables may not end.
      await target.query(`set lock_timeout = ${RESET_LOCK_TIMEOUT_MS}`);
      await requireResetLock(target, database);
      await requireNoMigration(target, database);
      await requireConsent(target, domain, !embedded);
      const session = new ExclusiveSession(url, by, target, await databaseIdentity(target));
      await session.#lockServer();
      return session;
    } catch (error) {
      const explained = await explain(target, error);
      await target.end();
      throw explained;
    }
  }

  /** A further connection to the server, which holds the lock; where there can be none, the same as `target`. */
  get maintenance(): pg.Client {
    return this.#maintenance;
  }

  /** Why there can be none: then the database cannot be renamed. */
  get confinement(): ConnectionFailedError | undefined {
    return this.#confinement;
  }

  /**
   * Opens a further connection to a database of the server.
   *
   * @throws `another_server`; and what connecting throws
   */
  async connect(database: string): Promise<pg.Client> {
    const client = await openSession(withDatabase(this.url, database), this.by);
    this.#opened.push(client);
    if (this.#state === 'lost') {
      await client.end();
      throw connectionLost();
    }
    if ((await databaseIdentity(client)).system === this.#system) return client;
    await client.end();
    const address = `${this.target.host}:${this.target.port}`;
    throw new SeedbedError('another_server', {
      message: `Connections to ${address} come to different servers.`,
      details: { address },
    });
  }

  /** A failure as an error that says what is in the way; anything else as it is. */
  async explain(error: unknown): Promise<unknown> {
    return this.#state === 'lost' ? connectionLost(error) : await explain(this.target, error);
  }

  /** Ends all connections, and with them the lock. */
  async close(): Promise<void> {
    if (this.#state === 'open') this.#state = 'closed';
    await this.#end();
  }

  async #lockServer(): Promise<void> {
    if (this.name !== MAINTENANCE) {
      const outside = await this.connect(MAINTENANCE).catch(unlessRefused);
      if (outside instanceof ConnectionFailedError) this.#confinement = outside;
      else this.#maintenance = outside;
    }
    const { maintenance, target, name } = this;
    // Without that connection the lock is gone, and a query that waits for another lost one would wait for ever.
    maintenance.once('end', () => {
      if (this.#state !== 'open') return;
      this.#state = 'lost';
      void this.#end();
    });
    try {
      if (maintenance !== target) await requireResetLock(maintenance, name);
      await maintenance.query('select pg_advisory_lock($1)', [lockOf('maker', this.#maker)]);
      await sweepDead(askOn(maintenance), { beside: name });
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async #end(): Promise<void> {
    await Promise.all([this.target, ...this.#opened].map((client) => client.end()));
  }
}

async function explain(target: pg.Client, error: unknown): Promise<unknown> {
  return explainRefusal(await explainWait(target, target.database ?? '', error));
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
 * Takes the lock of the process that replaces a database, for as long as the connection lasts. In the database itself it is seen
 * by roles that may not connect to the maintenance database, and there by connections made after that was exchanged.
 *
 * @throws `reset_underway`
 */
export async function requireResetLock(client: pg.Client, name: string): Promise<void> {
  const key = lockOf('reset', name);
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [key]);
  if (rows[0]?.taken) return;
  const { rows: holders } = await client.query<{ holder: string }>(
    `select format('%s (process %s, role %s, since %s)', coalesce(nullif(application_name, ''), 'a session'), a.pid, usename,
              to_char(backend_start at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS "UTC"')) as holder
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and (l.classid::bigint << 32) | l.objid::bigint = $1`,
    [key],
  );
  const holder = holders[0]?.holder ?? 'a session that has just ended';
  throw new SeedbedError('reset_underway', {
    message: `The database '${name}' is being replaced already, by ${holder}.`,
    details: { database: name, holder },
  });
}
