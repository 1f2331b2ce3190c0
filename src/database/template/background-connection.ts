import type pg from 'pg';
import { keepAlive } from '../keep-alive.ts';

/** A connection that keeps its process alive only while an answer is waited for. */
export class BackgroundConnection {
  readonly #client: pg.Client;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(client: pg.Client) {
    this.#client = client;
    keepAlive(client, false);
  }

  /** Takes over a client that has just been connected. */
  static async on(client: pg.Client): Promise<BackgroundConnection> {
    // A role or a database may have limits that would end a wait for another process.
    await client.query('set statement_timeout = 0; set lock_timeout = 0; set idle_session_timeout = 0');
    // A server on Windows does not know how.
    await client.query(`set client_connection_check_interval = '1s'`).catch(() => {});
    return new BackgroundConnection(client);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return await this.waitFor(this.send<Row>(sql, values));
  }

  /** As `query`, for what is not waited for yet: the process may end before it is answered. */
  async send<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    // The driver is about to give up its queue.
    const answer = this.#last.then(() => this.#client.query<Row>(sql, [...values]));
    this.#last = answer.catch(() => {});
    return (await answer).rows;
  }

  /** Keeps the process alive until something is settled that was sent on this connection. */
  async waitFor<T>(sent: Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) keepAlive(this.#client, true);
    try {
      return await sent;
    } finally {
      if (--this.#waiting === 0) keepAlive(this.#client, false);
    }
  }

  async close(): Promise<void> {
    keepAlive(this.#client, true);
    await this.#client.end();
  }
}
