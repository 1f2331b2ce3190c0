import type { Key } from './key.ts';
import { philox } from './philox.ts';

/**
 * A stream of random numbers that belongs to a key. `rekey` is O(1) and forgets everything, so one
 * stream object serves every field of every row without any state passing from one to the next.
 *
 * @example
 * const stream = new Stream().rekey(keyOf('example'));
 * stream.integer(1, 6);
 */
export class Stream {
  #high = 0;
  #low = 0;
  #count = 0;
  #spare = false;
  readonly #block = new Uint32Array(2);

  /** Starts the stream of `key`, varied by `variant` (a field within a row), from its beginning. */
  rekey(key: Key, variant?: Key): this {
    this.#high = variant ? key.high ^ variant.high : key.high;
    this.#low = variant ? key.low ^ variant.low : key.low;
    this.#count = 0;
    this.#spare = false;
    return this;
  }

  /** A whole number from 0 to 2^32 - 1. */
  word(): number {
    if (this.#spare) {
      this.#spare = false;
      return this.#block[1] ?? 0;
    }
    philox(this.#block, this.#count++, this.#high, this.#low);
    this.#spare = true;
    return this.#block[0] ?? 0;
  }

  /** A number in [0, 1) with 53 random bits. */
  unit(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A whole number from `min` to `max`, both included; the range may span up to 2^53 numbers. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.unit() * (max - min + 1));
  }

  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of the items. Throws a RangeError where there is none. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('cannot pick from an empty list');
    // The index is in range by construction; the check above covers the empty list.
    return items[this.integer(0, items.length - 1)] as T;
  }
}
