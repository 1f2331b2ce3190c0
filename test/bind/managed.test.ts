import { beforeAll, expect, test } from 'vitest';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;

beforeAll(async () => {
  database = await courseDatabase();
});

test('a flush after create writes what was changed, and inserts nothing', async () => {
  const { em, f } = database.fresh();
  const member = await f.courseMember.create();
  member.user.givenName = 'Grace';
  database.sent();
  await em.flush();
  expect(database.sent().filter((statement) => /insert|update/.test(statement))).toEqual([
    expect.stringContaining('update "user" set "given_name"'),
  ]);
});

test('so does a flush after something that was built belongs to what was created', async () => {
  const { em, f } = database.fresh();
  const member = f.courseMember.build();
  await f.courseSubmissionGroupMember.create({ courseMember: member });
  database.sent();
  await em.flush();
  expect(database.sent().filter((statement) => /insert|update/.test(statement))).toEqual([]);
  expect(member.courseRole.id).toBe('_student');
});
