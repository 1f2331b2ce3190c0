import { expect, test } from 'vitest';
import { z } from 'zod';
import { Group } from '../../src/entities/course/access.ts';
import { User } from '../../src/entities/course/people.ts';
import * as make from '../../src/factories/course/index.ts';
import { Address } from '../../src/random/address.ts';
import { defineScenario, type Scenario } from '../../src/seeders/scenario.ts';
import { Scope } from '../../src/seeders/scope.ts';

const origin = { seed: 5, now: new Date('2026-01-14T10:00:00Z') };
const root = Address.root(origin);

test('a scope gathers what is added in it and below it', () => {
  const scope = new Scope(root);
  const first = scope.add(make.user, 0, {});
  const below = scope.below('class', 2).add(make.user, 0, { givenName: 'Ada' });
  const group = scope.add(make.group, 0, {});
  expect(scope.rows.get(User)).toEqual([first, below]);
  expect(scope.rows.get(Group)).toEqual([group]);
  expect(below).toEqual(make.user.row(root.child('class', 2).child('user', 0), { givenName: 'Ada' }));
});

test('decisions do not shift each other', () => {
  const scope = new Scope(root);
  const alone = scope.random('bio').word();
  scope.random('session').word();
  expect(scope.random('bio').word()).toBe(alone);
  expect(scope.random('session').word()).not.toBe(alone);
  expect(scope.below('class', 0).random('bio').word()).not.toBe(alone);
});

const units = defineScenario({
  name: 'units',
  summary: 'A user a unit.',
  parameters: z.strictObject({ count: z.int().min(0).default(3).describe('units') }),
  shared: (scope) => scope.add(make.user, 0, {}),
  units: ({ count }) => count,
  unit: (scope, _, k, teacher) => {
    scope.add(make.user, 0, { fsNumber: k, createdBy: teacher.id });
  },
});

const parts = (count: number) => [...units.parts(origin, { count })].map((rows) => rows.get(User));

test('a scenario is its shared part and its units', () => {
  expect(parts(0)).toHaveLength(1);
  expect(parts(3)).toHaveLength(4);
});

test('a unit is the same whatever other units there are, or in which order they are made', () => {
  expect(parts(5).slice(0, 3)).toEqual(parts(2));
  const [shared, ...others] = parts(4);
  expect(new Set(others.flat().map((row) => row?.['id'])).size).toBe(4);
  expect(others.flat().map((row) => row?.['createdBy'])).toEqual(Array(4).fill(shared?.[0]?.['id']));
});

test.each([1, 2, 3, 8])('%i shards have every part once, each one its own', (of) => {
  const shards = Array.from({ length: of }, (_, k) => [
    ...units.parts(origin, { count: 5 }, { number: k + 1, of }),
  ]);
  expect(shards.flat()).toHaveLength(6);
  expect(new Set(shards.flat().map((rows) => rows.get(User)?.[0]?.['id']))).toEqual(
    new Set(parts(5).map((users) => users?.[0]?.['id'])),
  );
  const counts = shards.map(({ length }) => length);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  expect(shards[0]?.[0]).toEqual([...units.parts(origin, { count: 5 })][0]);
});

test('a shard makes the units of no other', () => {
  const made: number[] = [];
  const noting = defineScenario({
    name: 'noting',
    summary: 'Notes its units.',
    parameters: z.strictObject({}),
    shared: () => {},
    units: () => 10,
    unit: (_scope, _parameters, k) => made.push(k),
  });
  expect([...noting.parts(origin, {}, { number: 2, of: 4 })]).toHaveLength(3);
  expect(made).toEqual([1, 5, 9]);
});

test('parts are made when they are asked for', () => {
  let made = 0;
  const counting = defineScenario({
    name: 'counting',
    summary: 'Counts its units.',
    parameters: z.strictObject({}),
    shared: () => {},
    units: () => 1_000_000,
    unit: () => {
      made++;
    },
  });
  const iterator = counting.parts(origin, {})[Symbol.iterator]();
  iterator.next();
  expect(made).toBe(0);
  iterator.next();
  expect(made).toBe(1);
});

test('what a unit has made at a `yield` is handed over before it makes more', () => {
  const made: number[] = [];
  const add = (scope: Scope, n: number) => {
    made.push(n);
    scope.below('class', n).add(make.user, 0, {});
  };
  const stepping = defineScenario({
    name: 'stepping',
    summary: 'Two users a unit, in two steps.',
    parameters: z.strictObject({}),
    shared: () => {},
    units: () => 2,
    *unit(scope) {
      add(scope, 0);
      yield;
      add(scope, 1);
    },
  });
  const atOnce = defineScenario({
    ...{ name: 'at-once', summary: 'The same.', parameters: z.strictObject({}), shared: () => {} },
    units: () => 2,
    // What it returns is no step, though it can be gone through.
    unit: (scope) => [add(scope, 0), add(scope, 1)],
  });
  const iterator = stepping.parts(origin, {})[Symbol.iterator]();
  iterator.next();
  expect(iterator.next().value.get(User)).toHaveLength(1);
  expect(made).toEqual([0]);
  const usersOf = (scenario: Scenario) =>
    [...scenario.parts(origin, {})].flatMap((rows) => rows.get(User) ?? []);
  expect(usersOf(stepping)).toHaveLength(4);
  expect(usersOf(stepping)).toEqual(usersOf(atOnce));
});
