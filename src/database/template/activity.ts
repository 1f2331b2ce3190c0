import type pg from 'pg';
import type { AdminConnection } from './admin-connection.ts';

/** A connection whose statement was cancelled, because one of `holders` would not have let it go on. */
export interface Waiting extends pg.QueryResultRow {
  readonly application: string;
  readonly query: string;
  /** The numbers of the connections that it waited for. */
  readonly holders: readonly number[];
}

/** What other connections of the server are doing. */
export class Backends {
  readonly #admin: AdminConnection;

  constructor(admin: AdminConnection) {
    this.#admin = admin;
  }

  /** Ends what a connection is waiting for. */
  async interrupt(processId: number): Promise<void> {
    await this.#admin.query('select pg_cancel_backend($1)', [processId]);
  }

  /** Cancels statements in a database that have waited a second for locks of `holders`, but for their own. */
  async cancelWaiting(database: string, holders: readonly number[]): Promise<Waiting[]> {
    return await this.#admin.query<Waiting>(
      `select application_name as application, query, pg_blocking_pids(pid) as holders, pg_cancel_backend(pid)
       from pg_stat_activity
       where datname = $1 and wait_event_type = 'Lock' and pid <> all($2::int[])
         and pg_blocking_pids(pid) && $2::int[] and clock_timestamp() - query_start >= '1s'`,
      [database, holders],
    );
  }
}
