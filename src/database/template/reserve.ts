/** However many are in use at the same time. */
const LIMIT = 4;

/**
 * Things that are made before somebody asks for them: as many as were in use at the same time, since those who ask
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
