import type pg from 'pg';
import { ConnectionTakenError } from '../errors/connection-taken.ts';

/** The connection, and what gives it back. */
export interface Loan {
  readonly client: pg.ClientBase;
  readonly giveBack: () => void;
}

/** Lends one connection, which somebody else has opened and will close, to one user after the other. */
export class Lender {
  readonly #current: () => pg.ClientBase;
  readonly #patience: number | undefined;
  #last = Promise.resolve();

  /**
   * @param client the connection, or what gives the one of the moment
   * @param patience how many seconds one user waits for another before that fails
   */
  constructor(client: pg.ClientBase | (() => pg.ClientBase), patience?: number) {
    this.#current = typeof client === 'function' ? client : () => client;
    this.#patience = patience;
  }

  /** Whether a transaction is open on the connection. */
  get isInTransaction(): boolean {
    return this.#current().getTransactionStatus() !== 'I';
  }

  /** @throws ConnectionTakenError */
  async lend(): Promise<Loan> {
    const free = this.#last;
    const { promise, resolve: giveBack } = Promise.withResolvers<void>();
    this.#last = promise;
    try {
      await (this.#patience === undefined ? free : within(this.#patience, free));
    } catch (error) {
      void free.then(giveBack);
      throw error;
    }
    return { client: this.#current(), giveBack };
  }

  /** Lends again what somebody has not given back, who has no more use for it. */
  takeBack(): void {
    this.#last = Promise.resolve();
  }
}

/** @throws ConnectionTakenError */
async function within(seconds: number, free: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ConnectionTakenError(seconds)), seconds * 1000);
  });
  await Promise.race([free, late]).finally(() => clearTimeout(timer));
}
