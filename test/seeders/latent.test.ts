import { describe, expect, test } from 'vitest';
import { keyOf } from '../../src/random/key.ts';
import { Stream } from '../../src/random/stream.ts';
import { lognormal, normal } from '../../src/seeders/latent.ts';

const draw = (make: (random: Stream) => number): number[] => {
  const random = new Stream().rekey(keyOf('latent'));
  return Array.from({ length: 20_000 }, () => make(random)).sort((a, b) => a - b);
};
const share = (values: readonly number[], is: (value: number) => boolean): number =>
  values.filter(is).length / values.length;

describe('normal', () => {
  const values = draw(normal);

  test.each([
    { within: 1, of: 0.683 },
    { within: 2, of: 0.954 },
    { within: 3, of: 0.997 },
  ])('has $of within $within standard deviations', ({ within, of }) => {
    expect(share(values, (value) => Math.abs(value) < within)).toBeCloseTo(of, 1.7);
  });

  test('has the mean 0', () => {
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0, 1);
  });
});

describe('lognormal', () => {
  const values = draw((random) => lognormal(random, 30, 0.5));

  test('has its median', () => {
    expect((values[10_000] ?? 0) / 30).toBeCloseTo(1, 1);
  });

  test('is above it by as large a factor as below', () => {
    expect(share(values, (value) => value > 30 * Math.exp(0.5))).toBeCloseTo(0.159, 1);
    expect(share(values, (value) => value < 30 / Math.exp(0.5))).toBeCloseTo(0.159, 1);
    expect(values[0]).toBeGreaterThan(0);
  });
});
