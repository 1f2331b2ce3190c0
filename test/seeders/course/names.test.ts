import { describe, expect, test } from 'vitest';
import { Address } from '../../../src/random/address.ts';
import { nameAt } from '../../../src/seeders/course/names.ts';
import { personas } from '../../../src/seeders/course/personas.ts';
import { Scope } from '../../../src/seeders/scope.ts';

const now = new Date('2026-01-15T10:00:00Z');
const scopeOf = (seed: number, namespace = '') => new Scope(Address.root({ seed, now, namespace }));
const people = (scope: Scope, count: number) => Array.from({ length: count }, (_, n) => nameAt(scope, n));

test('a person has the same name whichever others are asked for', () => {
  const scope = scopeOf(1);
  expect(nameAt(scope, 17)).toEqual(people(scopeOf(1), 20)[17]);
  expect(nameAt(scopeOf(2), 17)).not.toEqual(nameAt(scope, 17));
});

describe.each([0, 1, 2, 3, 4])('of seed %i', (seed) => {
  const all = people(scopeOf(seed), 24_000);

  test('24,000 people have names, user names and mail addresses of their own, without a digit', () => {
    expect(new Set(all.map(({ givenName, familyName }) => `${givenName}/${familyName}`)).size).toBe(24_000);
    expect(new Set(all.map(({ username }) => username)).size).toBe(24_000);
    expect(new Set(all.map(({ email }) => email)).size).toBe(24_000);
    expect(all.filter(({ username }) => !/^[a-z]+\.[a-z]+$/.test(username))).toEqual([]);
  });

  test.each([400, 1_200, 24_000])('of %i, the shares of letters and words are those of a campus', (count) => {
    const share = (is: (name: (typeof all)[number]) => boolean) =>
      all.slice(0, count).filter(is).length / count;
    const foreign = share(({ givenName, familyName }) => /[^ -~]/.test(givenName + familyName));
    const double = share(({ familyName }) => familyName.includes(' '));
    const rare = share(({ givenName, familyName }) => /['-]/.test(givenName + familyName));
    expect(foreign).toBeGreaterThan(0.1);
    expect(foreign).toBeLessThan(0.18);
    expect(double).toBeGreaterThan(0.015);
    expect(double).toBeLessThan(0.03);
    expect(rare).toBeLessThan(0.04);
  });
});

test('once the pairs are used up, a number tells people apart', () => {
  const all = people(scopeOf(0), 60_000);
  expect(new Set(all.map(({ username }) => username)).size).toBe(60_000);
  expect(all.filter(({ username }) => /[a-z]2$/.test(username)).length).toBeGreaterThan(20_000);
  expect(all.at(-1)?.familyName).not.toMatch(/\d/);
});

test('a dataset with a name has user names and mail addresses that no other has', () => {
  const { username, email } = nameAt(scopeOf(0, 'second'), 5);
  expect(username).toMatch(/^[a-z]+\.[a-z]+\.second$/);
  expect(email).toBe(`${username}@example.org`);
});

test('personas have names that others never have, and one of them the longest', () => {
  const known = Object.values(personas);
  const longest = personas.longestName;
  const all = [...people(scopeOf(0), 26_000), ...known];
  expect(new Set(all.map(({ username }) => username)).size).toBe(all.length);
  const length = ({ givenName, familyName }: (typeof all)[number]) => givenName.length + familyName.length;
  expect(all.filter((one) => length(one) >= length(longest))).toEqual([longest]);
  // As much as a mail address can have before its @.
  expect(longest.username.length).toBeLessThanOrEqual(64);
});
