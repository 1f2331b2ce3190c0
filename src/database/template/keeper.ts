import type pg from 'pg';
import { connect, requireVersion } from '../connect.ts';
import { keepAlive } from '../keep-alive.ts';

/** What has been asked of the server once. */
interface Facts {
  /** The database that the connection is in. */
  readonly place: string;
  /** With minor version: another one may lay out or compute otherwise. */
  readonly version: string;
  /** How to copy a database: files where nothing is flushed, else through the log. */
  readonly strategy: 'file_copy' | 'wal_log';
}

/**
 * The connection to a maintenance database that a process keeps for its advisory locks: when the process is
 * gone, they are free. While nothing is asked of it, it does not keep the process alive.
 */
export class Keeper {
  readonly #client: pg.Client;
  readonly facts: Facts;
  #asking = 0;

  private constructor(client: pg.Client, facts: Facts) {
    this.#client = client;
    this.facts = facts;
    keepAlive(client, false);
  }

  /**
   * @param onLost is told when the connection has ended, and its locks with it
   * @throws ConnectionFailedError, ServerTooOldError
   */
  static async open(url: string, onLost: () => void): Promise<Keeper> {
    const client = await connect(url);
    client.once('end', onLost);
    await requireVersion(client);
    // A role or a database may have limits that would end a wait for another process.
    await client.query('set statement_timeout = 0; set lock_timeout = 0; set idle_session_timeout = 0');
    // A server on Windows does not know how.
    await client.query(`set client_connection_check_interval = '1s'`).catch(() => {});
    const { rows } = await client.query<Facts>(`
      select current_database() as place, current_setting('server_version_num') as version,
        case current_setting('fsync') when 'off' then 'file_copy' else 'wal_log' end as strategy`);
    const [facts] = rows;
    if (!facts) throw new TypeError('a select without from gives a row');
    return new Keeper(client, facts);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (this.#asking++ === 0) keepAlive(this.#client, true);
    try {
      return (await this.#client.query<Row>(sql, [...values])).rows;
    } finally {
      if (--this.#asking === 0) keepAlive(this.#client, false);
    }
  }

  /** Runs a function about an advisory lock, such as `pg_try_advisory_lock`; resolves to its answer. */
  async lock(name: LockFunction, key: string): Promise<boolean> {
    const [row] = await this.query<{ answer: unknown }>(`select ${name}($1) as answer`, [key]);
    return row?.answer === true;
  }

  async close(): Promise<void> {
    keepAlive(this.#client, true);
    await this.#client.end();
  }
}

type LockFunction =
  | 'pg_advisory_lock'
  | 'pg_advisory_lock_shared'
  | 'pg_try_advisory_lock'
  | 'pg_advisory_unlock'
  | 'pg_advisory_unlock_shared';
