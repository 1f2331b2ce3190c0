import { expect, test } from 'vitest';
import { courseMember } from '../../src/factories/course/index.ts';
import { user } from '../../src/factories/course/people.ts';
import { Address } from '../../src/random/address.ts';

const address = Address.root({ seed: 1, now: new Date('2026-01-14T10:00:00Z') }).child('user', 0);

test('a column that the definition does not name can be given', () => {
  expect(user.row(address, { archivedAt: new Date(0) }).archivedAt).toEqual(new Date(0));
  expect(user.row(address, {}).archivedAt).toBeNull();
});

test('a parent that is not optional has to be given', () => {
  expect(() =>
    Reflect.apply(courseMember.row, courseMember, [address, { user: user.row(address, {}) }]),
  ).toThrow(TypeError);
});
