import { connectPinned } from '../connect.ts';
import { BackgroundConnection } from './background-connection.ts';

/** Copies of templates that are made in the background, on a connection of their own, which no other query waits for. */
export class ClonePool<T> {
  readonly #url: string;
  readonly #copy: (connection: BackgroundConnection, template: string) => Promise<T>;
  readonly #greet: (connection: BackgroundConnection) => Promise<void>;
  readonly #reserves = new Map<string, Reserve<T>>();
  #connection: Promise<BackgroundConnection> | undefined;

  /**
   * @param copy sends what copies a template, without keeping the process alive for it
   * @param greet comes first on the connection
   */
  constructor(
    url: string,
    copy: (connection: BackgroundConnection, template: string) => Promise<T>,
    greet: (connection: BackgroundConnection) => Promise<void>,
  ) {
    this.#url = url;
    this.#copy = copy;
    this.#greet = greet;
  }

  /** Resolves to a copy for the caller alone; to undefined where none is ready or being made. */
  async take(template: string): Promise<T | undefined> {
    const next = this.#reserves.get(template)?.take();
    return next && (await this.#waitFor(next));
  }

  /** Begins to make others for those who ask next, as many as there are in use with that one. */
  fill(template: string, taken: T): void {
    const make = async () => await this.#copy(await this.#open(), template);
    const reserve = this.#reserves.get(template) ?? new Reserve(make);
    this.#reserves.set(template, reserve);
    reserve.fill(taken);
  }

  /** Notes that a copy is no longer in use. */
  forget(taken: T): void {
    for (const reserve of this.#reserves.values()) reserve.forget(taken);
  }

  /** Resolves to all copies of a template that were not taken, which the caller has to drop. */
  async clear(template: string): Promise<T[]> {
    const reserve = this.#reserves.get(template);
    return reserve ? await this.#waitFor(reserve.clear()) : [];
  }

  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined);
    await connection?.close();
  }

  /** Keeps the process alive for what is being made. */
  async #waitFor<R>(making: Promise<R>): Promise<R> {
    const connection = await this.#connection?.catch(() => undefined);
    return connection ? await connection.waitFor(making) : await making;
  }

  /** One attempt: where the server has no room, the caller makes a copy on its own connection. */
  #open(): Promise<BackgroundConnection> {
    const forget = (): void => {
      this.#connection = undefined;
    };
    this.#connection ??= connectPinned(this.#url, { wait: 0 }).then(async (client) => {
      const connection = await BackgroundConnection.on(client.once('end', forget));
      await this.#greet(connection);
      return connection;
    });
    this.#connection.catch(forget);
    return this.#connection;
  }
}

/** However many are in use at the same time. */
const LIMIT = 4;

/**
 * Things that are made before they are asked for: as many as were in use at the same time, since those who ask
 * next will be as many.
 */
export class Reserve<T> {
  readonly #make: () => Promise<T>;
  /** The oldest first; undefined comes of what could not be made. */
  readonly #ready: Promise<T | undefined>[] = [];
  readonly #inUse = new Set<T>();
  #most = 0;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** The next one, where one is ready or being made. */
  take(): Promise<T | undefined> | undefined {
    return this.#ready.shift();
  }

  /** Notes that one is in use, and begins to make as many as are missing. */
  fill(taken: T): void {
    this.#inUse.add(taken);
    this.#most = Math.max(this.#most, Math.min(this.#inUse.size, LIMIT));
    while (this.#ready.length < this.#most) this.#ready.push(this.#make().catch(() => undefined));
  }

  /** Notes that one is no longer in use. */
  forget(taken: T): void {
    this.#inUse.delete(taken);
  }

  /** Takes all of them. */
  async clear(): Promise<T[]> {
    const made = await Promise.all(this.#ready.splice(0));
    return made.filter((one) => one !== undefined);
  }
}
