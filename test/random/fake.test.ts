import { describe, expect, test } from 'vitest';
import { KeyedFaker } from '../../src/random/fake.ts';
import { keyOf } from '../../src/random/key.ts';

const at = new Date('2026-01-14T10:00:00Z');
const field = keyOf('field');

function rekeyed(row: string, date = at): KeyedFaker {
  const fake = new KeyedFaker();
  fake.rekey(keyOf(row), field, date);
  return fake;
}

const person = ({ faker }: KeyedFaker): string => `${faker.person.fullName()} ${faker.number.int()}`;

describe('KeyedFaker', () => {
  test('says the same for the same key, whatever it said before', () => {
    const used = rekeyed('one');
    person(used);
    used.faker.lorem.paragraph();
    used.rekey(keyOf('two'), field, at);
    expect(person(used)).toBe(person(rekeyed('two')));
  });

  test('says something else for another row or field', () => {
    const rows = Array.from({ length: 200 }, (_, n) => person(rekeyed(`row ${n}`)));
    expect(new Set(rows).size).toBe(200);
    const other = new KeyedFaker();
    other.rekey(keyOf('row 0'), keyOf('other'), at);
    expect(person(other)).not.toBe(rows[0]);
  });

  test('shares its randomness with its stream', () => {
    const drawn = rekeyed('one');
    drawn.stream.unit();
    expect(person(drawn)).not.toBe(person(rekeyed('one')));
  });

  test('counts from the reference time, not from the clock', () => {
    const recent = rekeyed('one').faker.date.recent({ days: 1 });
    expect(recent.getTime()).toBeLessThanOrEqual(at.getTime());
    expect(recent.getTime()).toBeGreaterThan(at.getTime() - 24 * 3_600_000);
    const old = new Date('1999-03-01T00:00:00Z');
    expect(rekeyed('one', old).faker.date.soon({ days: 1 }).getUTCFullYear()).toBe(1999);
  });

  test('is not moved by faker.seed', () => {
    const seeded = rekeyed('one');
    seeded.faker.seed(12345);
    expect(person(seeded)).toBe(person(rekeyed('one')));
  });
});
