import { describe, expect, test } from 'vitest';
import { Group } from '../../src/entities/course/access.ts';
import { User } from '../../src/entities/course/people.ts';
import * as make from '../../src/factories/course/index.ts';
import { factory } from '../../src/factories/factory.ts';
import { Address } from '../../src/random/address.ts';
import { oneOfEach } from './one-of-each.ts';

const now = new Date('2026-01-14T10:00:00Z');
const root = Address.root({ seed: 42, now });
const first = root.child('user', 0);

const audit = { version: 0, createdAt: now, updatedAt: now };

describe('a row', () => {
  test('is the same for the same address, parents and given columns', () => {
    const { user, course, courseGroup } = oneOfEach(3);
    const row = () =>
      make.courseMember.row(root.child('courseMember', 3), { user, course, courseGroup, version: 7 });
    expect(row()).toEqual(row());
    expect(row()).not.toBe(row());
  });

  test('does not depend on the rows made before it', () => {
    const alone = make.user.row(root.child('user', 5), {});
    for (let n = 0; n < 20; n++) make.user.row(root.child('user', n), { givenName: 'Ada' });
    oneOfEach(5);
    expect(make.user.row(root.child('user', 5), {})).toEqual(alone);
  });

  test('differs by address and by seed', () => {
    const places = [first, root.child('user', 1), root.child('course', 0).child('user', 0)];
    const rows = places.map((address) => make.user.row(address, {}));
    rows.push(make.user.row(Address.root({ seed: 43, now }).child('user', 0), {}));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
    expect(new Set(rows.map(({ givenName, familyName }) => `${givenName} ${familyName}`)).size).toBe(4);
  });

  test('moves with the reference time, and only its times do', () => {
    const later = new Date('2031-05-06T07:08:09.010Z');
    const moved = make.user.row(Address.root({ seed: 42, now: later }).child('user', 0), {});
    expect(moved).toEqual({ ...make.user.row(first, {}), createdAt: later, updatedAt: later });
  });

  test('does not change what it was given', () => {
    const given = Object.freeze({ givenName: 'Ada', properties: Object.freeze({ a: 1 }) });
    expect(make.user.row(first, given)).toMatchObject(given);
  });
});

describe('a given column', () => {
  const usual = make.user.row(first, {});

  test('replaces the factory’s own, and the columns made from it follow', () => {
    const ada = make.user.row(first, { givenName: 'Ada', familyName: 'Byron' });
    expect(ada).toEqual({
      ...usual,
      givenName: 'Ada',
      familyName: 'Byron',
      username: 'ada.0',
      email: 'ada.byron.0@example.org',
    });
  });

  test('is left to the factory where it is undefined', () => {
    expect(make.user.row(first, { givenName: undefined, email: undefined })).toEqual(usual);
  });

  test('is null where it is null', () => {
    expect(usual.number).not.toBeNull();
    expect(make.user.row(first, { number: null })).toEqual({ ...usual, number: null });
  });

  test.each([
    ['false', { transient: false }],
    ['true', { transient: true }],
    ['0', { version: 0 }],
  ])('counts also where it is %s', (_, given) => {
    const { user, group } = oneOfEach(0);
    expect(make.userGroup.row(first, { user, group, ...given })).toMatchObject(given);
  });
});

describe('parents', () => {
  const { user, course, courseGroup } = oneOfEach(0);

  test('are written as their keys', () => {
    const member = make.courseMember.row(first, { user, course, courseGroup });
    expect(member).toMatchObject({ user: user.id, course: course.id, courseGroup: courseGroup.id });
  });

  test('that are optional may be left out or null', () => {
    expect(make.courseMember.row(first, { user, course }).courseGroup).toBeNull();
    expect(make.courseMember.row(first, { user, course, courseGroup: null }).courseGroup).toBeNull();
  });

  test('with a key of another name than id are written too', () => {
    const { organization, courseFamily } = oneOfEach(1);
    expect(courseFamily.organization).toBe(organization.id);
    const read = oneOfEach(1);
    expect(read.codeabilityMessageRead.message).toBe(read.codeabilityMessage.id);
  });
});

describe('a definition that grows', () => {
  const small = factory(User, {
    columns: {
      ...audit,
      id: ({ id }) => id(),
      userType: 'user',
      fsNumber: ({ random }) => random.integer(1, 1_000_000),
      familyName: ({ fake }) => fake.person.lastName(),
      email: ({ row, random }) => `${row.familyName}.${random.word()}@example.org`,
    },
  });
  // One column before the others, one between them, and other values for none of them.
  const large = factory(User, {
    columns: {
      givenName: ({ fake }) => fake.person.firstName(),
      ...audit,
      id: ({ id }) => id(),
      userType: 'user',
      username: ({ random, fake }) => `${fake.internet.username()}${random.word()}`,
      fsNumber: ({ random }) => random.integer(1, 1_000_000),
      familyName: ({ fake }) => fake.person.lastName(),
      email: ({ row, random }) => `${row.familyName}.${random.word()}@example.org`,
    },
  });

  test('leaves the columns that were there as they were', () => {
    for (let n = 0; n < 50; n++) {
      const address = root.child('user', n);
      const { givenName, username } = large.row(address, {});
      expect(large.row(address, {})).toEqual({ ...small.row(address, {}), givenName, username });
      expect(givenName).not.toBeNull();
      expect(username).not.toBeNull();
    }
  });

  test('is not disturbed by factories of other entities', () => {
    const before = small.row(first, {});
    const tale = factory(Group, {
      columns: { ...audit, id: ({ id }) => id(), slug: ({ random }) => `group-${random.word()}` },
    });
    tale.row(first, {});
    expect(small.row(first, {})).toEqual(before);
    expect(tale.row(first, {}).id).not.toBe(before.id);
  });
});

test('an entity that was not defined is refused', () => {
  class Stranger {
    declare id: string;
  }
  expect(() => factory(Stranger, { columns: { id: '1' } })).toThrow(/Stranger is not an entity/);
});
