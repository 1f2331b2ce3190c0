import pg from 'pg';
import type { Lending } from '../database/lender.ts';
import { lentClient } from './lent-client.ts';

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/** A pool of the one connection of a test, which stays open when the pool is ended. */
export class LentPool extends pg.Pool {
  readonly #lender: Lending;

  constructor(lender: Lending) {
    super();
    this.#lender = lender;
  }

  /** The driver's own `query` uses it too. */
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const lent = this.#lend();
    if (!callback) return lent;
    lent.then(
      (client) => callback(undefined, client, () => client.release()),
      (error: Error) => callback(error, undefined, () => {}),
    );
    return undefined;
  }

  async #lend(): Promise<pg.PoolClient> {
    const loan = await this.#lender.lend();
    return lentClient(() => loan.client, { release: () => loan.giveBack() }) as pg.PoolClient; // which is a client with `release`
  }
}
