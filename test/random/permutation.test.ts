import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf } from '../../src/random/key.ts';
import { permute } from '../../src/random/permutation.ts';

const images = (key: string, size: number): number[] =>
  Array.from({ length: size }, (_, index) => permute(keyOf(key), size, index));

const isPermutation = (values: readonly number[]): boolean =>
  [...values].sort((a, b) => a - b).every((value, index) => value === index);

describe('permute', () => {
  test('is a bijection for every size up to 70', () => {
    for (let size = 1; size <= 70; size++) expect(isPermutation(images('lots', size)), `${size}`).toBe(true);
  });

  test('is a bijection for any key and size', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 3_000 }), (key, size) =>
        isPermutation(images(key, size)),
      ),
      { seed: 20260114, numRuns: 100 },
    );
  });

  test.each([2 ** 16 - 1, 2 ** 16, 2 ** 16 + 1])('is a bijection for the size %i', (size) => {
    expect(isPermutation(images('lots', size))).toBe(true);
  });

  test.each([2 ** 31, 2 ** 32 - 1, 2 ** 32])('stays in range and distinct for the size %i', (size) => {
    const some = [0, 1, 2, size / 2 - 1, size / 2, size - 2, size - 1].map(Math.floor);
    const mapped = [...new Set(some)].map((index) => permute(keyOf('lots'), size, index));
    expect(mapped.every((image) => Number.isInteger(image) && image >= 0 && image < size)).toBe(true);
    expect(new Set(mapped).size).toBe(new Set(some).size);
  });

  test('mixes, and differently for another key', () => {
    const fixed = images('lots', 1_000).filter((image, index) => image === index);
    expect(fixed.length).toBeLessThan(10);
    expect(images('lots', 1_000)).not.toEqual(images('other', 1_000));
    expect(images('lots', 1_000)).toEqual(images('lots', 1_000));
  });

  test.each([
    { size: 3, index: 3 },
    { size: 3, index: -1 },
    { size: 3, index: Number.NaN },
    { size: 0, index: 0 },
  ])('refuses index $index of $size', ({ size, index }) => {
    expect(() => permute(keyOf('lots'), size, index)).toThrow(RangeError);
  });
});
