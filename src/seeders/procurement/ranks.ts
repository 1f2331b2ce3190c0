/**
 * Numbers things in the order of their times, whoever's they are, as a counter of the whole platform does.
 *
 * @example
 * const ranks = new Ranks();
 * ranks.add([noon]);
 * ranks.add([morning, evening]);
 * ranks.of(0, 0) // 1: the second of all
 */
export class Ranks {
  readonly #times: number[] = [];
  /** How many things are before those of each owner. */
  readonly #before: number[] = [];
  #ranks: Uint32Array | undefined;

  /** Adds the things of the next owner. */
  add(times: readonly Date[]): void {
    this.#before.push(this.#times.length);
    for (const time of times) this.#times.push(time.getTime());
  }

  /** The place, from 0, of the i-th thing of an owner; nothing can be added from then on. */
  of(owner: number, i: number): number {
    this.#ranks ??= ranked(this.#times);
    return this.#ranks[(this.#before[owner] ?? 0) + i] ?? 0;
  }
}

function ranked(times: readonly number[]): Uint32Array {
  const order = Uint32Array.from(times, (_, i) => i);
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  const ranks = new Uint32Array(times.length);
  for (const [rank, i] of order.entries()) ranks[i] = rank;
  return ranks;
}
