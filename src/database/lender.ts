import type pg from 'pg';
import { SeedbedError } from '../errors/error.ts';
import { testOver } from './test-over.ts';

/** A connection for one user after the other. */
export interface Loan {
  /** @throws `test_over` where it has been taken back */
  readonly client: pg.ClientBase;
  readonly giveBack: () => void;
}

/** Where a connection is lent. */
export interface Lending {
  /** @throws `connection_taken`; `test_over` where it is taken back meanwhile */
  lend(): Promise<Loan>;
  /** Whether a transaction is open on the connection. */
  readonly isInTransaction: boolean;
}

/** Lends one connection, that its caller opens and closes, to one user after the other. */
export class Lender implements Lending {
  readonly #current: () => pg.ClientBase;
  readonly #timeoutMs: number | undefined;
  #last = Promise.resolve();
  /** Ends the loans that are out, and the waiting for one. */
  #ending = new AbortController();

  /**
   * @param client the connection, or what gives the one of the moment
   * @param timeoutMs how long one user waits for another before that fails
   */
  constructor(client: pg.ClientBase | (() => pg.ClientBase), timeoutMs?: number) {
    this.#current = typeof client === 'function' ? client : () => client;
    this.#timeoutMs = timeoutMs;
  }

  get isInTransaction(): boolean {
    return this.#current().getTransactionStatus() !== 'I';
  }

  async lend(): Promise<Loan> {
    return await this.#lend(this.#ending.signal);
  }

  /** Lends until `takeBack`, and never after it. */
  untilTakenBack(): Lending & { readonly signal: AbortSignal } {
    const { signal } = this.#ending;
    const isInTransaction = (): boolean => this.isInTransaction;
    return {
      signal,
      lend: () => this.#lend(signal),
      get isInTransaction() {
        return isInTransaction();
      },
    };
  }

  async #lend(signal: AbortSignal): Promise<Loan> {
    signal.throwIfAborted();
    const free = this.#last;
    const { promise, resolve: giveBack } = Promise.withResolvers<void>();
    this.#last = promise;
    try {
      await Promise.race([
        this.#timeoutMs === undefined ? free : within(this.#timeoutMs, free),
        ended(signal),
      ]);
    } catch (error) {
      void free.then(giveBack);
      throw error;
    }
    const client = this.#current();
    return {
      get client() {
        signal.throwIfAborted();
        return client;
      },
      giveBack,
    };
  }

  /** Lends a connection again that its last user has not given back. */
  takeBack(): void {
    this.#last = Promise.resolve();
    this.#ending.abort(testOver());
    this.#ending = new AbortController();
  }
}

const ended = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

/** @throws `connection_taken` */
async function within(timeoutMs: number, free: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new SeedbedError('connection_taken', {
            message: `For ${timeoutMs / 1000} seconds, a statement has waited for a transaction of the application to end: a test in transaction() has one connection, and perhaps the transaction waits for the statement.`,
          }),
        ),
      timeoutMs,
    );
  });
  await Promise.race([free, late]).finally(() => clearTimeout(timer));
}
