import { describe, expect, test } from 'vitest';
import { philox } from '../../src/random/philox.ts';

const words = (low: number, high: number, key: number): number[] => {
  const out = new Uint32Array(2);
  philox(out, low, high, key);
  return [...out];
};

describe('philox', () => {
  // The known answers that come with Random123 for philox2x32-10.
  test.each([
    { low: 0, high: 0, key: 0, expected: [0xff1dae59, 0x6cd10df2] },
    { low: 0xffffffff, high: 0xffffffff, key: 0xffffffff, expected: [0x2c3f628b, 0xab4fd7ad] },
    { low: 0x243f6a88, high: 0x85a308d3, key: 0x13198a2e, expected: [0xdd7ce038, 0xf62a4c12] },
  ])('counter $low $high, key $key', ({ low, high, key, expected }) => {
    expect(words(low, high, key)).toEqual(expected);
  });

  test('takes signed words for the unsigned ones of the same bits', () => {
    expect(words(-1, -1, -1)).toEqual(words(0xffffffff, 0xffffffff, 0xffffffff));
  });

  test('gives another block for each counter', () => {
    const blocks = new Set(Array.from({ length: 20_000 }, (_, i) => words(i, 7, 1).join()));
    expect(blocks.size).toBe(20_000);
  });
});
