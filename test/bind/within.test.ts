import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';
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

describe('ensured rows', () => {
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
