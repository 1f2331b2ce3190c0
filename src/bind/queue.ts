/** Does one thing at a time, in the order in which they were asked for. */
export class Queue {
  #tail: Promise<unknown> = Promise.resolve();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => {});
    return await result;
  }
}
