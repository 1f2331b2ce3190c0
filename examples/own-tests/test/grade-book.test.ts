import { entities } from 'seedbed/course';
import { test } from 'seedbed/vitest';
import { describe, expect } from 'vitest';
import { gradeBook } from '../src/grade-book.ts';

describe('the grade book', () => {
  test('averages what each student handed in, the best first', async ({ em, f }) => {
    const course = await f.course.create();
    const ada = await f.courseMember.create({ course, user: { givenName: 'Ada', familyName: 'Byron' } });
    const alan = await f.courseMember.create({ course, user: { givenName: 'Alan', familyName: 'Turing' } });

    await f.within({ course }, async (s) => {
      await s.result.passed().submitted().create({ courseMember: alan });
      await s.result.partial(0.5).submitted().create({ courseMember: alan });
      await s.result.partial(0.9).submitted().createMany(2, { courseMember: ada });
    });

    expect(await gradeBook(em, course.id)).toEqual([
      { student: 'Ada Byron', results: 2, average: 0.9 },
      { student: 'Alan Turing', results: 2, average: 0.75 },
    ]);
  });

  test('leaves out trial runs, archived contents and other courses', async ({ em, f }) => {
    const course = await f.course.withMembers(2).create();
    await f.within({ course }, async (s) => {
      await s.result.passed().create();
      await s.result.submitted().create({ courseContent: await s.courseContent.archived().create() });
    });
    await f.result.submitted().create();

    expect(await gradeBook(em, course.id)).toEqual([]);
  });

  test('has a line for each student in a course that runs', async ({ em, f }) => {
    const course = await f.course.running().create();
    expect(await gradeBook(em, course.id)).toHaveLength(6);
  });

  describe('of a classroom', () => {
    test.override({ scenario: 'classroom', isolation: 'clone' });

    test('is read while a student hands in', async ({ orm, f }) => {
      const [course] = await orm.em.fork().findAll(entities.Course, { limit: 1 });
      if (!course) throw new Error('a classroom has a course');
      const before = await gradeBook(orm.em.fork(), course.id);
      await f.result.submitted().create({ courseMember: await f.courseMember.create({ course }) });
      expect(await gradeBook(orm.em.fork(), course.id)).toHaveLength(before.length + 1);
    });
  });
});
