import { connectPinned } from '../connect.ts';
import { Line } from './background-connection.ts';
import { Reserve } from './reserve.ts';

/** Copies of templates that are made in the background, on a connection of their own: nobody waits behind them. */
export class Stock<T> {
  readonly #url: string;
  readonly #copy: (line: Line, template: string) => Promise<T>;
  readonly #greet: (line: Line) => Promise<void>;
  readonly #reserves = new Map<string, Reserve<T>>();
  #line: Promise<Line> | undefined;

  /**
   * @param copy sends what copies a template, without keeping the process alive for it
   * @param greet comes first on the connection
   */
  constructor(
    url: string,
    copy: (line: Line, template: string) => Promise<T>,
    greet: (line: Line) => Promise<void>,
  ) {
    this.#url = url;
    this.#copy = copy;
    this.#greet = greet;
  }

  /** Resolves to a copy that nobody else has; to undefined where none is ready or being made. */
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

  /** Resolves to all copies of a template that nobody has taken; now it is up to the caller to drop them. */
  async clear(template: string): Promise<T[]> {
    const reserve = this.#reserves.get(template);
    return reserve ? await this.#waitFor(reserve.clear()) : [];
  }

  async close(): Promise<void> {
    const line = await this.#line?.catch(() => undefined);
    await line?.close();
  }

  /** Keeps the process alive for what is being made. */
  async #waitFor<R>(making: Promise<R>): Promise<R> {
    const line = await this.#line?.catch(() => undefined);
    return line ? await line.waitFor(making) : await making;
  }

  /** One attempt: where the server has no room, whoever asks for a copy makes it on their own connection. */
  #open(): Promise<Line> {
    const forget = (): void => {
      this.#line = undefined;
    };
    this.#line ??= connectPinned(this.#url, { wait: 0 }).then(async (client) => {
      const line = await Line.on(client.once('end', forget));
      await this.#greet(line);
      return line;
    });
    this.#line.catch(forget);
    return this.#line;
  }
}
