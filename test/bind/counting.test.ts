import { beforeAll, describe, expect, test } from 'vitest';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('a submission group holds as many members as it may', () => {
  test('counted over the calls of a binding', async () => {
    const { f } = database.fresh();
    const courseContent = await f.courseContent.create({ maxGroupSize: 3 });
    const courseSubmissionGroup = await f.courseSubmissionGroup.create({ courseContent });
    await f.courseSubmissionGroupMember.createMany(2, { courseSubmissionGroup });
    const added = await database.added(async () => {
      const onePastIt = f.courseSubmissionGroupMember.create({ courseSubmissionGroup });
      await expect(onePastIt).rejects.toMatchObject({
        code: 'rule_broken',
        details: { factory: 'courseSubmissionGroupMember' },
        message: expect.stringContaining('maxGroupSize 3'),
      });
    });
    expect(added).toEqual({});
  });

  test('counted in one call, which writes none where it is one too many', async () => {
    const { f } = database.fresh();
    const courseContent = await f.courseContent.create({ maxGroupSize: 3 });
    const courseSubmissionGroup = await f.courseSubmissionGroup.create({ courseContent });
    const added = await database.added(async () => {
      const three = f.courseSubmissionGroupMember.createMany(3, { courseSubmissionGroup });
      await expect(three).rejects.toMatchObject({ code: 'rule_broken' });
    });
    expect(added).toEqual({});
  });

  test('counted with those of the database, which are read once', async () => {
    const made = database.fresh().f;
    const courseContent = await made.courseContent.create({ maxGroupSize: 4 });
    const { id } = await made.courseSubmissionGroup.create({ courseContent });
    const { f } = database.fresh();
    database.sent();
    for (let i = 0; i < 3; i++) await f.courseSubmissionGroupMember.create({ courseSubmissionGroup: id });
    const reads = database.sent().filter((line) => line.includes('from "course_submission_group_member" '));
    expect(reads).toHaveLength(1);
    await expect(f.courseSubmissionGroupMember.create({ courseSubmissionGroup: id })).rejects.toMatchObject({
      code: 'rule_broken',
    });
  });
});

describe('a member has as many results for a content as it allows', () => {
  test.each([
    { limit: { maxTestRuns: 2 }, kind: 'runs', submit: false },
    { limit: { maxSubmissions: 2 }, kind: 'submissions', submit: true },
  ])('$kind', async ({ limit, submit }) => {
    const made = database.fresh().f;
    const courseContent = await made.courseContent.create(limit);
    const { id } = await made.courseSubmissionGroup.create({ courseContent });
    await made.result.create({ courseSubmissionGroup: id, submit });
    const { f } = database.fresh();
    await f.result.create({ courseSubmissionGroup: id, submit });
    const added = await database.added(async () => {
      await expect(f.result.create({ courseSubmissionGroup: id, submit })).rejects.toMatchObject({
        code: 'rule_broken',
        details: { factory: 'result' },
      });
    });
    expect(added).toEqual({});
    // Those that do not count are still taken.
    if (submit) await f.result.create({ courseSubmissionGroup: id, submit: false });
  });
});

test('what failed does not count', async () => {
  const { f } = database.fresh();
  const courseContent = await f.courseContent.create({ maxTestRuns: 1 });
  const courseSubmissionGroup = await f.courseSubmissionGroup.create({ courseContent });
  await expect(f.result.create({ courseSubmissionGroup, result: 2 })).rejects.toMatchObject({
    code: 'rule_broken',
  });
  expect(await database.added(() => f.result.create({ courseSubmissionGroup }))).toMatchObject({ result: 1 });
});
