import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { course, entities } from 'seedbed/course';
import { clone, release, template, transaction } from 'seedbed/testing';

const { CourseMember } = entities;

const minimal = await template(course, { scenario: 'minimal' });
let db;

afterEach(() => release(db));
after(() => release(minimal));

test('a student joins, in a transaction that is rolled back', async () => {
  db = await transaction(minimal);
  const before = await db.em.count(CourseMember);
  await db.f.courseMember.create({ user: { givenName: 'Ada' } });
  assert.equal(await db.em.count(CourseMember), before + 1);
});

test('a student joins, in a database of the test’s own', async () => {
  db = await clone(minimal);
  const { user } = await db.f.courseMember.create({ user: { givenName: 'Ada' } });
  assert(await db.orm.em.fork().findOne(CourseMember, { user })); // on another connection
});
