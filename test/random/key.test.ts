import { describe, expect, test } from 'vitest';
import { deriveKey, type Key, keyOf } from '../../src/random/key.ts';

const text = ({ high, low }: Key): string => `${high}/${low}`;

const bits = (word: number): number => word.toString(2).replaceAll('0', '').length;

const distance = (a: Key, b: Key): number => bits((a.high ^ b.high) >>> 0) + bits((a.low ^ b.low) >>> 0);

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

describe('keyOf', () => {
  test('gives a text the same key always', () => {
    expect(keyOf('courseMember/courseRole/1')).toEqual(keyOf('courseMember/courseRole/1'));
    // A literal, so that the key cannot change from one version to the next without being noticed.
    expect(keyOf('seed 42')).toEqual({ high: 2861584849, low: 1915559882 });
  });

  test('tells texts apart that are much alike', () => {
    const alphabet = [...'abcdefghijklmnopqrstuvwxyz0123456789:/'];
    const texts = alphabet.flatMap((a) => alphabet.flatMap((b) => alphabet.map((c) => `user/${a}${b}${c}`)));
    texts.push('', ' ', '\0', '\0\0', ...Array.from({ length: 60_000 }, (_, i) => `number:${i}/`));
    expect(new Set(texts.map((one) => text(keyOf(one)))).size).toBe(texts.length);
  });

  test('changes half of its bits with one character', () => {
    const pairs = Array.from({ length: 2_000 }, (_, i) => distance(keyOf(`a${i}z`), keyOf(`b${i}z`)));
    expect(mean(pairs)).toBeGreaterThan(31);
    expect(mean(pairs)).toBeLessThan(33);
  });
});

describe('deriveKey', () => {
  const parent = keyOf('parent');
  const user = keyOf('user');

  test('depends on parent, label and number', () => {
    const keys = [
      deriveKey(parent, user, 0),
      deriveKey(parent, user, 1),
      deriveKey(parent, keyOf('course'), 0),
      deriveKey(keyOf('other'), user, 0),
      parent,
      user,
    ];
    expect(new Set(keys.map(text)).size).toBe(keys.length);
    expect(deriveKey(parent, user, 0)).toEqual(keys[0]);
  });

  test('gives the numbers below one parent different keys, also the greatest', () => {
    const numbers = [...Array.from({ length: 50_000 }, (_, n) => n), 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];
    expect(new Set(numbers.map((n) => text(deriveKey(parent, user, n)))).size).toBe(numbers.length);
  });

  test('changes half of its bits from one number to the next', () => {
    const pairs = Array.from({ length: 2_000 }, (_, n) =>
      distance(deriveKey(parent, user, n), deriveKey(parent, user, n + 1)),
    );
    expect(mean(pairs)).toBeGreaterThan(31);
    expect(mean(pairs)).toBeLessThan(33);
  });
});
