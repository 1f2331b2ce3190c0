import type { Backends } from '../database/template/activity.ts';
import { SeedbedError } from '../errors/error.ts';

/** In milliseconds. */
const INTERVAL = 1_000;

/**
 * Looks, while tests run in transactions, for other connections to their database that wait for them: what the test
 * waits for in turn would never come, and PostgreSQL sees no deadlock in it.
 */
export class Watch {
  readonly #backends: Backends;
  readonly #database: string;
  /** The connections of tests that run. */
  readonly #running = new Set<number>();
  readonly #found = new Map<number, SeedbedError>();
  #timer: NodeJS.Timeout | undefined;

  constructor(backends: Backends, database: string) {
    this.#backends = backends;
    this.#database = database;
  }

  begin(processId: number): void {
    this.#running.add(processId);
    this.#timer ??= setInterval(() => void this.#look(), INTERVAL).unref();
  }

  /** The connection that the test on that one has kept waiting, if any. */
  end(processId: number): SeedbedError | undefined {
    this.#running.delete(processId);
    if (this.#running.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    const found = this.#found.get(processId);
    this.#found.delete(processId);
    return found;
  }

  async #look(): Promise<void> {
    // Where the server does not answer, the test will be told by its own connection.
    const waiting = await this.#backends.cancelWaiting(this.#database, [...this.#running]).catch(() => []);
    for (const { application, query, holders } of waiting) {
      for (const holder of holders) this.#found.set(holder, secondConnection(application, query));
    }
  }
}

function secondConnection(application: string, query: string): SeedbedError {
  const statement = query.replace(/\s+/g, ' ').trim().slice(0, 80);
  return new SeedbedError('second_connection', {
    message: `A second connection (${application || 'an unnamed client'}: ${statement}) waited for rows that the test has written and would hold until its end: a test in transaction() has one connection.`,
    details: { application, query },
  });
}
