import type pg from 'pg';
import { connectPinned, requireVersion } from '../connect.ts';
import { BackgroundConnection } from './background-connection.ts';

/** What has been asked of the server once. */
interface Facts {
  /** The database that the connection is in. */
  readonly place: string;
  /** With minor version: another one may lay out or compute otherwise. */
  readonly version: string;
  /** The one that is connected. */
  readonly role: string;
  /** How to copy a database: files where nothing is flushed, else through the log. */
  readonly strategy: 'file_copy' | 'wal_log';
}

/**
 * The connection to a maintenance database that a process keeps for its advisory locks: when the process is
 * gone, they are free.
 */
export class AdminConnection {
  readonly #connection: BackgroundConnection;
  readonly facts: Facts;

  private constructor(connection: BackgroundConnection, facts: Facts) {
    this.#connection = connection;
    this.facts = facts;
  }

  /**
   * @param onLost is told when the connection has ended, and its locks with it
   * @throws ConnectionFailedError, `server_too_old`
   */
  static async open(url: string, onLost: () => void): Promise<AdminConnection> {
    const client = await connectPinned(url);
    client.once('end', onLost);
    await requireVersion(client);
    const connection = await BackgroundConnection.on(client);
    const [facts] = await connection.query<Facts & pg.QueryResultRow>(`
      select current_database() as place, current_user::text as role, current_setting('server_version_num') as version,
        case current_setting('fsync') when 'off' then 'file_copy' else 'wal_log' end as strategy`);
    if (!facts) throw new TypeError('a select without from gives a row');
    return new AdminConnection(connection, facts);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return await this.#connection.query<Row>(sql, values);
  }

  /** Runs a function about an advisory lock, such as `pg_try_advisory_lock`; resolves to its answer. */
  async lock(name: LockFunction, key: string): Promise<boolean> {
    const [row] = await this.query<{ answer: unknown }>(`select ${name}($1) as answer`, [key]);
    return row?.answer === true;
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}

type LockFunction =
  | 'pg_advisory_lock'
  | 'pg_advisory_lock_shared'
  | 'pg_try_advisory_lock'
  | 'pg_advisory_unlock'
  | 'pg_advisory_unlock_shared';
