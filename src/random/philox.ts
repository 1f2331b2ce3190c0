const MULTIPLIER_LOW = 0xd193;
const MULTIPLIER_HIGH = 0xd256;
const MULTIPLIER = 0xd256d193;
const WEYL = 0x9e3779b9;

/** One block of random words: `[first, second]`, written in place so that drawing allocates nothing. */
export type Block = Uint32Array;

/**
 * Philox2x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): a keyed bijection
 * of a 64-bit counter. Equal inputs give equal words on every machine, and no state is kept between calls.
 *
 * @param out receives the two words
 * @example
 * const out = new Uint32Array(2);
 * philox(out, 0, 0, 0); // out is [0xff1dae59, 0x6cd10df2]
 */
export function philox(out: Block, counterLow: number, counterHigh: number, key: number): void {
  let left = counterLow >>> 0;
  let right = counterHigh >>> 0;
  let round = key >>> 0;
  for (let i = 0; i < 10; i++) {
    // 32 × 32 → 64 bits in halves: a double holds only 53.
    const low = left & 0xffff;
    const high = left >>> 16;
    const middle = high * MULTIPLIER_LOW + ((low * MULTIPLIER_LOW) >>> 16);
    const carry = low * MULTIPLIER_HIGH + (middle & 0xffff);
    const upper = high * MULTIPLIER_HIGH + (middle >>> 16) + (carry >>> 16);
    const lower = Math.imul(left, MULTIPLIER);
    left = (upper ^ round ^ right) >>> 0;
    right = lower >>> 0;
    round = (round + WEYL) >>> 0;
  }
  out[0] = left;
  out[1] = right;
}
