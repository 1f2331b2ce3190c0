import type { Key } from './key.ts';
import { philox } from './philox.ts';

const ROUNDS = 4;
const block = new Uint32Array(2);

/**
 * The image of `index` under a pseudo-random permutation of 0 … size - 1 that belongs to `key`: a
 * Feistel network over the next even number of bits, walked until it lands inside. Distinct indexes
 * give distinct images, so "30 different users of a million" needs no set of those already taken.
 *
 * @param size 1 to 2^32
 * @throws RangeError where `index` is not in 0 … size - 1
 * @example [0, 1, 2].map((i) => permute(keyOf('lots'), 3, i)) // each of 0, 1, 2 once
 */
export function permute(key: Key, size: number, index: number): number {
  if (!(index >= 0 && index < size)) throw new RangeError(`index ${index} is not in 0 … ${size - 1}`);
  const half = Math.max(1, Math.ceil(Math.log2(size) / 2));
  const radix = 2 ** half;
  const mask = radix - 1;
  let image = index;
  do {
    let left = Math.floor(image / radix);
    let right = image & mask;
    for (let round = 0; round < ROUNDS; round++) {
      philox(block, right, key.high ^ round, key.low);
      const next = (left ^ (block[0] ?? 0)) & mask;
      left = right;
      right = next;
    }
    image = left * radix + right;
  } while (image >= size);
  return image;
}
