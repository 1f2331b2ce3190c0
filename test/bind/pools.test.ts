import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '../../src/entities/course/people.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('a pool', () => {
  const tally = (values: readonly string[]): number[] =>
    [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length);

  test('is distributed evenly, in turn, over several calls', async () => {
    const { f } = database.fresh();
    const users = await f.user.createMany(4);
    const owners = await f.within({ user: users }, async (s) => [
      ...(await s.account.createMany(2)),
      ...(await s.session.createMany(6)),
      ...(await s.account.createMany(2)),
    ]);
    const ids = owners.map(({ user }) => user.id);
    expect(ids).toEqual([0, 1, 0, 1, 2, 3, 0, 1, 2, 3].map((n) => users[n]?.id));
    expect(tally(ids.slice(2, 8))).toEqual([2, 2, 1, 1]);
  });

  test('is distributed the same way for the same calls', async () => {
    const drawn = async (run: number) => {
      const { f } = database.fresh({ run });
      const courses = await f.course.createMany(3);
      const groups = await f.within({ course: courses }, (s) => s.courseGroup.createMany(7));
      return groups.map((group) => courses.indexOf(group.course));
    };
    expect(await drawn(2_001)).toEqual([0, 1, 2, 0, 1, 2, 0]);
    expect(await drawn(2_002)).toEqual([0, 1, 2, 0, 1, 2, 0]);
  });

  test('passes over those that do not fit', async () => {
    const { f } = database.fresh();
    const [one, other] = [await f.course.create(), await f.course.create()];
    const groups = [
      await f.courseGroup.create({ course: one }),
      await f.courseGroup.create({ course: other }),
    ];
    const members = await f.within({ courseGroup: groups }, (s) =>
      s.courseMember.createMany(3, { course: other }),
    );
    expect(members.map(({ courseGroup }) => courseGroup)).toEqual([groups[1], groups[1], groups[1]]);
  });

  test('passes over those that have a row already, where they may have one only', async () => {
    const { f } = database.fresh();
    const [course, users] = [await f.course.create(), await f.user.createMany(3)];
    const members = await f.within({ course, user: users }, async (s) => [
      await s.courseMember.create({ user: users[1] as User }),
      ...(await s.courseMember.createMany(2)),
    ]);
    expect(members.map(({ user }) => users.indexOf(user))).toEqual([1, 0, 2]);
  });

  test('of users and one of courses give each user to each course', async () => {
    const { f } = database.fresh();
    const [courses, users] = [await f.course.createMany(2), await f.user.createMany(3)];
    const members = await f.within({ course: courses, user: users }, (s) => s.courseMember.createMany(6));
    expect(tally(members.map(({ user }) => user.id))).toEqual([2, 2, 2]);
    expect(tally(members.map((member) => member.course.id))).toEqual([3, 3]);
  });

  test('that is used up is named before anything is written', async () => {
    const { f } = database.fresh();
    const [course, users] = [await f.course.create(), await f.user.createMany(3)];
    const tooMany = f.within({ course, user: users }, (s) => s.courseMember.createMany(4));
    await expect(tooMany).rejects.toMatchObject({
      code: 'pool_used_up',
      message:
        'All 3 that within holds for the user of courseMember have a courseMember of the same course already.',
      hint: 'Hold more of them, make fewer, or pass another user.',
    });
    expect(
      await database.added(() => f.courseMember.create({ course, user: users[0] as User })),
    ).toMatchObject({
      course_member: 1,
    });
    const one = f.within({ user: users[0] as User }, (s) => s.profile.createMany(2));
    await expect(one).rejects.toThrow(
      'The one that within holds for the user of profile has a profile already.',
    );
  });

  test('that is used up gives what it was used for to those who need it', async () => {
    const { f } = database.fresh();
    const [course, users] = [await f.course.create(), await f.user.createMany(3)];
    const added = await database.added(() =>
      f.within({ course, user: users }, async (s) => {
        await s.courseMember.createMany(3);
        await s.courseSubmissionGroup.createMany(3);
        const pair = await s.courseSubmissionGroup.ofSize(2).create();
        expect(pair.maxGroupSize).toBe(2);
      }),
    );
    expect(added).toMatchObject({
      course_member: 3,
      course_submission_group: 4,
      course_submission_group_member: 5,
    });
    expect(added).not.toHaveProperty('user');
  });

  test('that is used up by others than would be made is used up', async () => {
    const { f } = database.fresh();
    const [course, user] = [await f.course.create(), await f.user.create()];
    const groups = f.within({ course, user }, async (s) => {
      await s.courseMember.owner().create();
      await s.courseSubmissionGroup.create();
    });
    await expect(groups).rejects.toMatchObject({
      code: 'pool_used_up',
      details: { factory: 'courseMember' },
    });
  });

  test('stands where it stood after a call that failed', async () => {
    const { f } = database.fresh();
    const users = await f.user.createMany(3);
    await f.within({ user: users }, async (s) => {
      expect((await s.session.create()).user).toBe(users[0]);
      await expect(s.session.create({ ipAddress: 'nowhere' })).rejects.toThrow();
      expect((await s.session.create()).user).toBe(users[1]);
    });
  });
});
