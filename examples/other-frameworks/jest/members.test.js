import { course, entities } from 'seedbed/course';
import { clone, release, template, transaction } from 'seedbed/testing';

const { CourseMember } = entities;

let minimal;
let db;

// The first time, the template is made.
beforeAll(async () => {
  minimal = await template(course, { scenario: 'minimal' });
}, 60_000);
afterEach(() => release(db));
afterAll(() => release(minimal));

test('a student joins, in a transaction that is rolled back', async () => {
  db = await transaction(minimal);
  const before = await db.em.count(CourseMember);
  await db.f.courseMember.create({ user: { givenName: 'Ada' } });
  expect(await db.em.count(CourseMember)).toBe(before + 1);
});

test('a student joins, in a database of the test’s own', async () => {
  db = await clone(minimal);
  const { user } = await db.f.courseMember.create({ user: { givenName: 'Ada' } });
  expect(await db.orm.em.fork().findOne(CourseMember, { user })).not.toBeNull(); // on another connection
});
