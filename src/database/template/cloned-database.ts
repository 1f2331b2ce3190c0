import type pg from 'pg';
import { connect } from '../connect.ts';
import { keepAlive, letProcessEnd } from '../keep-alive.ts';

/** A database that was copied from a template. */
export class ClonedDatabase {
  readonly name: string;
  readonly url: string;
  /** Open already, for the first `connect`. */
  #ahead: pg.Client | undefined;

  constructor(name: string, url: string) {
    this.name = name;
    this.url = url;
  }

  /**
   * Opens a connection before it is asked for, which does not keep the process alive. Where the server has no
   * room, there is none.
   */
  async connectAhead(): Promise<void> {
    const client = await connect(this.url, { wait: 0 }).catch(() => undefined);
    if (!client) return;
    keepAlive(client, false);
    const forget = (): void => {
      this.#ahead = undefined;
    };
    client.once('error', forget).once('end', forget);
    this.#ahead = client;
  }

  /**
   * Resolves to a connection that is the caller's: the one that is open already, or another one.
   *
   * @throws ConnectionFailedError
   */
  async connect(): Promise<pg.Client> {
    const client = this.#ahead ?? (await connect(this.url));
    this.#ahead = undefined;
    letProcessEnd(client);
    return client;
  }

  /** Closes the connection that was not asked for. */
  async leave(): Promise<void> {
    const client = this.#ahead;
    if (!client) return;
    keepAlive(client, true);
    await client.end();
  }
}
