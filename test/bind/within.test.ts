import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';
import type { User } from '../../src/entities/course/people.ts';
import { type CourseDatabase, type CourseFactories, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('what is held', () => {
  test('is shared by every row below, however deep', async () => {
    const { f } = database.fresh();
    const course = await f.course.create();
    const added = await database.added(() =>
      f.within({ course }, async (s) => {
        const group = await s.courseSubmissionGroup.create();
        expect(group.course).toBe(course);
        const results = await s.result.createMany(20, { courseSubmissionGroup: group });
        for (const result of results) {
          expect(result.courseMember.course).toBe(course);
          expect(result.courseContent).toBe(group.courseContent);
        }
        expect((await s.codeabilityMessage.create()).course).toBe(course);
      }),
    );
    expect(added).toMatchObject({
      result: 20,
      course_submission_group: 1,
      course_content: 1,
      codeability_message: 1,
    });
    expect(added).not.toHaveProperty('course');
  });

  test('may be an id, a reference, or of another EntityManager', async () => {
    const course = await database.fresh().f.course.create();
    const { f, em } = database.fresh();
    for (const held of [course, em.getReference(course.constructor as never, course.id as never)]) {
      const added = await database.added(() =>
        f.within({ course: held as typeof course }, (s) => s.courseGroup.create()),
      );
      expect(added).toEqual({ course_group: 1 });
    }
  });

  test('gives way to what a call names', async () => {
    const { f } = database.fresh();
    const [course, other] = [await f.course.create(), await f.course.create()];
    const group = await f.within({ course }, (s) => s.courseGroup.create({ course: other }));
    expect(group.course).toBe(other);
  });

  test('is not forced where a row can do without', async () => {
    const { f } = database.fresh();
    const user = await f.user.create();
    const course = await f.within({ user }, (s) => s.course.create());
    expect(course.createdBy).toBeNull();
  });

  test('returns what the work does', async () => {
    const { f } = database.fresh();
    expect(await f.within({}, async () => 'done')).toBe('done');
  });
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
      mend: 'Hold more of them, make fewer, or pass another user.',
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
    await expect(groups).rejects.toMatchObject({ code: 'pool_used_up', factory: 'courseMember' });
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

describe('no transaction is around it', () => {
  /** Whose end is refused: the one member that is held for the group is no student. */
  const refusedAtItsEnd = async (f: CourseFactories) => {
    const courseMember = await f.courseMember.owner().create();
    const { course } = courseMember;
    return () => f.within({ courseMember }, (s) => s.courseSubmissionGroup.create({ course }));
  };

  test('other connections see a row as soon as its call returns', async () => {
    const { f } = database.fresh();
    const seen = await f.within({}, async (s) => {
      const { id } = await s.user.create();
      return (await database.client.query('select id from "user" where id = $1', [id])).rowCount;
    });
    expect(seen).toBe(1);
  });

  test('so what was written stays when the end is refused, and nothing of the end is written', async () => {
    const { f } = database.fresh();
    const within = await refusedAtItsEnd(f);
    const added = await database.added(() => expect(within()).rejects.toMatchObject({ code: 'rule_broken' }));
    expect(added).toEqual({ course_submission_group: 1, course_content: 1, course_content_type: 1 });
    expect(await database.added(() => f.user.create())).toEqual({ user: 1 });
  });

  test.each(['the end is refused', 'the work throws'])(
    'one of the user’s leaves nothing behind when %s',
    async (failure) => {
      const { em } = database.fresh();
      const failing = () =>
        em.transactional(async (inner) => {
          const f = bind(course, { em: inner, run: 6_101 });
          const within = await refusedAtItsEnd(f);
          await f.within({}, async (s) => {
            await s.course.create();
            if (failure === 'the work throws') throw new Error('in the middle');
            await within();
          });
        });
      expect(await database.added(() => expect(failing()).rejects.toThrow())).toEqual({});
      expect(em.getUnitOfWork().getIdentityMap().values()).toEqual([]);
    },
  );
});

describe('nested', () => {
  test('the inner holds what it names, the outer the rest', async () => {
    const { f } = database.fresh();
    const course = await f.course.create();
    const users = await f.user.createMany(2);
    await f.within({ course }, (outer) =>
      outer.within({ user: users }, async (inner) => {
        const members = await inner.courseMember.createMany(2);
        expect(members.map((member) => member.course)).toEqual([course, course]);
        expect(members.map((member) => member.user)).toEqual(users);
      }),
    );
  });

  test('the inner one counts for the same kind, and only inside', async () => {
    const { f } = database.fresh();
    const [one, other] = [await f.course.create(), await f.course.create()];
    await f.within({ course: one }, async (outer) => {
      const group = await outer.within({ course: other }, (inner) => inner.courseGroup.create());
      expect(group.course).toBe(other);
      expect((await outer.courseGroup.create()).course).toBe(one);
    });
    expect([one, other]).not.toContain((await f.courseGroup.create()).course);
  });
});

describe('companions', () => {
  const members = async (courseSubmissionGroup: string) =>
    (
      await database.client.query(
        'select id from course_submission_group_member where course_submission_group_id = $1',
        [courseSubmissionGroup],
      )
    ).rowCount;

  test('are made at the end, for those that still have none', async () => {
    const { f } = database.fresh();
    const [course, kept] = [await f.course.create(), [] as string[]];
    await f.within({ course }, async (s) => {
      const [alone, full] = [await s.courseSubmissionGroup.create(), await s.courseSubmissionGroup.create()];
      expect(await members(alone.id)).toBe(0);
      await s.courseSubmissionGroupMember.create({ courseSubmissionGroup: full });
      kept.push(alone.id, full.id);
    });
    for (const id of kept) expect(await members(id)).toBe(1);
  });

  test('share what is held too', async () => {
    const { f } = database.fresh();
    const [course, users] = [await f.course.create(), await f.user.createMany(2)];
    const added = await database.added(() =>
      f.within({ course, user: users }, (s) => s.courseSubmissionGroup.createMany(2)),
    );
    expect(added).toMatchObject({ course_submission_group_member: 2, course_member: 2 });
    expect(added).not.toHaveProperty('user');
  });

  test('are not made after a failure inside, which is thrown on', async () => {
    const { f } = database.fresh();
    const course = await f.course.create();
    const added = await database.added(async () => {
      const failing = f.within({ course }, async (s) => {
        await s.courseSubmissionGroup.create();
        throw new Error('in the middle');
      });
      await expect(failing).rejects.toThrow('in the middle');
    });
    expect(added).toMatchObject({ course_submission_group: 1 });
    expect(added).not.toHaveProperty('course_submission_group_member');
    expect(await database.added(() => f.user.create())).toEqual({ user: 1 });
  });
});
