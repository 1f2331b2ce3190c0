import { describe, expect, test } from 'vitest';
import { keyOf } from '../../src/random/key.ts';
import { Stream } from '../../src/random/stream.ts';

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

const stream = (name: string): Stream => new Stream().rekey(keyOf(name));

/** Pearson's statistic of `draws` numbers from 0 to `cells` - 1 against equal shares. */
function chiSquare(draws: readonly number[], cells: number): number {
  const counts = new Array<number>(cells).fill(0);
  for (const one of draws) counts[one] = (counts[one] ?? Number.NaN) + 1;
  const expected = draws.length / cells;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('Stream', () => {
  test('repeats itself for the same key and variant, and for no other', () => {
    const words = (key: string, variant?: string) => {
      const one = new Stream().rekey(keyOf(key), variant === undefined ? undefined : keyOf(variant));
      return draw(7, () => one.word());
    };
    expect(words('row', 'field')).toEqual(words('row', 'field'));
    const kinds = [words('row'), words('row', 'field'), words('row', 'other'), words('next', 'field')];
    expect(new Set(kinds.flat()).size).toBe(28);
  });

  test.each([1, 2, 3, 4, 5])('forgets what was drawn before when it is rekeyed after %i words', (count) => {
    const used = stream('before');
    draw(count, () => used.word());
    used.rekey(keyOf('after'));
    const fresh = stream('after');
    expect(draw(5, () => used.word())).toEqual(draw(5, () => fresh.word()));
  });

  test('draws words of 32 bits', () => {
    const one = stream('words');
    const words = draw(10_000, () => one.word());
    expect(words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
    expect(Math.max(...words)).toBeGreaterThan(2 ** 32 * 0.999);
    expect(Math.min(...words)).toBeLessThan(2 ** 32 * 0.001);
  });

  test('draws units below 1 with more bits than a word has', () => {
    const one = stream('units');
    const units = draw(10_000, () => one.unit());
    expect(units.every((unit) => unit >= 0 && unit < 1)).toBe(true);
    expect(units.filter((unit) => Number.isInteger(unit * 2 ** 32))).toEqual([]);
    expect(units.every((unit) => Number.isInteger(unit * 2 ** 53))).toBe(true);
  });

  test.each([
    { min: 0, max: 0 },
    { min: 5, max: 5 },
    { min: -3, max: 3 },
    { min: 1, max: 6 },
    { min: 0, max: 1 },
  ])('draws every whole number from $min to $max and no other', ({ min, max }) => {
    const one = stream('integers');
    const drawn = new Set(draw(2_000, () => one.integer(min, max)));
    const all = Array.from({ length: max - min + 1 }, (_, i) => min + i);
    expect([...drawn].sort((a, b) => a - b)).toEqual(all);
  });

  test('draws from ranges wider than a word', () => {
    const one = stream('wide');
    const drawn = draw(1_000, () => one.integer(0, 2 ** 53 - 1));
    expect(drawn.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
    expect(Math.max(...drawn)).toBeGreaterThan(2 ** 52);
  });

  test.each([
    { probability: 0, least: 0, most: 0 },
    { probability: 0.1, least: 900, most: 1_100 },
    { probability: 0.5, least: 4_850, most: 5_150 },
    { probability: 1, least: 10_000, most: 10_000 },
  ])('says yes with probability $probability', ({ probability, least, most }) => {
    const one = stream('chances');
    const count = draw(10_000, () => one.chance(probability)).filter(Boolean).length;
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  });

  test('picks every item, and refuses to pick from none', () => {
    const one = stream('picks');
    const items = ['first', 'second', 'last'];
    expect(new Set(draw(200, () => one.pick(items)))).toEqual(new Set(items));
    expect(() => one.pick([])).toThrow(RangeError);
  });

  // 149.4 is passed by one fair stream of a thousand at 99 degrees of freedom; far less is suspicious too.
  test.each(['one', 'two', 'three'])('spreads integers evenly (stream %s)', (name) => {
    const one = stream(name);
    const statistic = chiSquare(
      draw(100_000, () => one.integer(0, 99)),
      100,
    );
    expect(statistic).toBeLessThan(149.4);
    expect(statistic).toBeGreaterThan(55);
  });

  test('spreads the first draws of neighbouring keys evenly', () => {
    const one = new Stream();
    const firsts = Array.from({ length: 50_000 }, (_, n) =>
      one.rekey({ high: 1, low: n }, keyOf('field')).integer(0, 99),
    );
    expect(chiSquare(firsts, 100)).toBeLessThan(149.4);
  });
});
