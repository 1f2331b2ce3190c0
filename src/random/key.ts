import { philox } from './philox.ts';

/** 64 bits as two unsigned 32-bit words: what a random stream is made from. */
export interface Key {
  readonly high: number;
  readonly low: number;
}

const block = new Uint32Array(2);

const readBlock = (): Key => ({ high: block[0] ?? 0, low: block[1] ?? 0 });

/**
 * A key from a text: the same text gives the same key everywhere, and texts that differ in one
 * character give unrelated keys.
 *
 * @example keyOf('seed 42')
 */
export function keyOf(text: string): Key {
  let high = 0x243f6a88;
  let low = 0x85a308d3;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    low = Math.imul(low ^ unit, 0xc2b2ae35) + (high >>> 15);
  }
  philox(block, high, low, text.length);
  return readBlock();
}

/**
 * The key of the n-th thing called `label` below `parent`. For one parent and label, different `n`
 * (0 to 2^32 - 1) always give different keys: the counter of a bijection differs.
 */
export function deriveKey(parent: Key, label: Key, n: number): Key {
  philox(block, n, parent.high ^ label.high, parent.low ^ label.low);
  return readBlock();
}
