import pg from 'pg';
import type { Lender } from '../database/lender.ts';

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/** A pool of the one connection of a test, which stays open when the pool is ended. */
export class LentPool extends pg.Pool {
  readonly #lender: Lender;

  constructor(lender: Lender) {
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
    const { client, giveBack } = await this.#lender.lend();
    const release = (): void => giveBack();
    return new Proxy(client, {
      get: (target, name) => {
        if (name === 'release') return release;
        const value: unknown = Reflect.get(target, name);
        return value instanceof Function ? value.bind(target) : value;
      },
    }) as pg.PoolClient; // which is a client with `release`
  }
}
