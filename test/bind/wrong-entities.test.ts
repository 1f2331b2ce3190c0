import { beforeAll, describe, expect, test } from 'vitest';
import { type CourseDatabase, type CourseFactories, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

/** What JavaScript lets through. */
const untyped = (value: unknown) => value as never;

describe('an entity of another class is refused, and both are named', () => {
  const calls: Readonly<Record<string, (f: CourseFactories, wrong: never) => unknown>> = {
    build: (f, wrong) => f.courseMember.build({ user: wrong }),
    buildMany: (f, wrong) => f.courseMember.buildMany(2, { user: wrong }),
    create: (f, wrong) => f.courseMember.create({ user: wrong }),
    createMany: (f, wrong) => f.courseMember.createMany(2, { user: wrong }),
    attributes: (f, wrong) => f.courseMember.attributes({ user: wrong }),
    'values for a parent': (f, wrong) => f.courseMember.create({ courseGroup: { createdBy: wrong } }),
    within: (f, wrong) => f.within({ user: wrong }, async () => {}),
    'a pool of within': (f, wrong) => f.within({ user: untyped([wrong]) }, async () => {}),
  };

  for (const [name, call] of Object.entries(calls)) {
    test(name, async () => {
      const { f } = database.fresh();
      for (const wrong of [await f.course.create(), f.course.build()]) {
        const added = await database.added(async () => {
          await expect(async () => await call(f, untyped(wrong))).rejects.toMatchObject({
            code: 'wrong_entity',
            details: { expected: 'User', given: 'Course' },

            message: expect.stringMatching(/ takes a User, and was given a Course\.$/),
          });
        });
        expect(added).toEqual({});
      }
    });
  }

  test('loaded by the application, too', async () => {
    const { f, em } = database.fresh();
    const wrong = em.getReference('Course' as never, (await f.course.create()).id as never);
    await expect(f.courseMember.create({ user: wrong })).rejects.toMatchObject({
      details: { place: 'courseMember.user', given: 'Course' },
    });
  });
});

describe('within', () => {
  test('refuses values to make a row with', async () => {
    const { f } = database.fresh();
    await expect(f.within({ user: untyped({ givenName: 'Ada' }) }, async () => {})).rejects.toMatchObject({
      code: 'wrong_entity',
      details: { given: 'plain object' },
    });
  });
});
