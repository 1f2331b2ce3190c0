import { beforeAll, describe, expect, test } from 'vitest';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('statistics', () => {
  test('is empty at first', () => {
    expect(database.fresh().f.stats()).toEqual([]);
  });

  test('counts the rows that each kind of call has made, as the database does', async () => {
    const { f } = database.fresh();
    const added = await database.added(() => f.result.create());
    const [line] = f.stats();
    expect(line).toMatchObject({ call: 'result.create', calls: 1 });
    const made = Object.values(line?.rows ?? {}).reduce((sum, count) => sum + count, 0);
    expect(made).toBe(Object.values(added).reduce((sum, count) => sum + count, 0));
    expect(line?.rows).toMatchObject({ result: 1, courseMember: 1, courseSubmissionGroupMember: 1 });
  });

  test('sums up calls of one kind, and keeps the kinds apart', async () => {
    const { f } = database.fresh();
    const courseFamily = await f.courseFamily.create();
    await f.course.create({ courseFamily });
    await f.course.createMany(2, { courseFamily });
    f.course.build({ courseFamily });
    await f.course.attributes();
    expect(f.stats()).toEqual([
      { call: 'courseFamily.create', calls: 1, rows: { organization: 1, courseFamily: 1 } },
      { call: 'course.create', calls: 2, rows: { course: 3 } },
      { call: 'course.build', calls: 1, rows: { course: 1 } },
      { call: 'course.attributes', calls: 1, rows: { organization: 1, courseFamily: 1 } },
    ]);
  });

  test('tells the ensured rows of within apart', async () => {
    const { f } = database.fresh();
    const course = await f.course.create();
    await f.within({ course }, (s) => s.courseSubmissionGroup.create());
    expect(f.stats().at(-1)).toMatchObject({ call: 'within', rows: { courseSubmissionGroupMember: 1 } });
  });

  test('leaves out what failed', async () => {
    const { f } = database.fresh();
    await expect(f.executionBackend.create({ slug: 'no slug' })).rejects.toThrow();
    expect(f.stats()).toEqual([]);
  });
});
