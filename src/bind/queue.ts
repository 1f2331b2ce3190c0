/** Does one thing at a time, in the order in which they were asked for. */
export class Queue {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Whether nothing is under way, and whoever can do without waiting may go ahead. */
  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => {});
    try {
      return await result;
    } finally {
      this.#waiting--;
    }
  }
}
