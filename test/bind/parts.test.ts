import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { defineDomain } from '../../src/domain.ts';
import { course } from '../../src/domains.ts';
import { Course } from '../../src/entities/course/catalog.ts';
import { CourseGroup } from '../../src/entities/course/members.ts';
import { User } from '../../src/entities/course/people.ts';
import { audit } from '../../src/factories/course/audit.ts';
import * as courseFactories from '../../src/factories/course/index.ts';
import { factory } from '../../src/factories/factory.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

const insertions = (lines: readonly string[], table: string): number =>
  lines.filter((line) => line.includes(`insert into public."${table}"`)).length;

describe('many rows', () => {
  test('are sent in parts, and move a sequence once', async () => {
    const { f } = database.fresh();
    const group = await f.courseGroup.create();
    database.sent();
    const added = await database.added(() =>
      f.courseMember.createMany(600, { course: group.course, courseGroup: group }),
    );
    expect(added).toEqual({ user: 600, course_member: 600 });
    const lines = database.sent();
    expect([insertions(lines, 'user'), insertions(lines, 'course_member')]).toEqual([3, 3]);
    expect(lines.filter((line) => line.includes('setval'))).toHaveLength(1);
  });

  test('are the same in parts as in memory, managed and complete', async () => {
    const built = database.fresh({ run: 9_001 }).f.user.buildMany(300);
    const { em, f } = database.fresh({ run: 9_001 });
    const users = await f.user.createMany(300);
    expect(users.map(({ email }) => email)).toEqual(built.map(({ email }) => email));
    expect(users.every((user) => em.getReference(User, user.id) === user)).toBe(true);
    const [last] = users.slice(-1);
    Object.assign(last ?? {}, { givenName: 'Ada' });
    await em.flush();
    const { rows } = await database.client.query('select given_name from "user" where id = $1', [last?.id]);
    expect(rows).toEqual([{ given_name: 'Ada' }]);
  });

  test('of which one that is made late is refused are all taken back', async () => {
    const { em, f } = database.fresh();
    const users = await f.user.createMany(300);
    const group = await f.courseGroup.create();
    const added = await database.added(() =>
      em.transactional(() =>
        f.within({ courseGroup: group, user: users }, async (s) => {
          await expect(s.courseMember.createMany(301)).rejects.toMatchObject({ code: 'pool_used_up' });
          await s.courseMember.createMany(2);
        }),
      ),
    );
    expect(added).toEqual({ course_member: 2 });
  });

  test('of which the database refuses one are all taken back, and its sequence has not moved', async () => {
    const { f } = database.fresh({ run: 9_002 });
    const last = async () =>
      (await database.client.query('select last_value from user_unique_fs_number_seq')).rows;
    const before = await last();
    await database.client.query(`alter table "user" add constraint refused check (number <> 'U290nfr9002')`);
    const added = await database.added(() =>
      expect(f.user.createMany(600)).rejects.toMatchObject({
        details: { refusal: { constraint: 'refused' } },
      }),
    );
    expect(added).toEqual({});
    expect(await last()).toEqual(before);
  });

  test('are all made first where something has to be read for one that is made late', async () => {
    const { f } = database.fresh();
    const courseContent = await f.courseContent.create({ maxGroupSize: 2 });
    const other = bind(course, { em: database.orm.em.fork(), run: 9_003 });
    const groups = [
      ...(await f.courseSubmissionGroup.createMany(250, { courseContent })),
      await other.courseSubmissionGroup.create({ courseContent: courseContent.id }),
    ];
    database.sent();
    const added = await database.added(() =>
      f.within({ courseSubmissionGroup: groups }, (s) => s.courseSubmissionGroupMember.createMany(251)),
    );
    expect(added).toMatchObject({ course_member: 251, course_submission_group_member: 251 });
    expect(database.sent().filter((line) => line.includes('rollback'))).toHaveLength(1);
  });

  test('go with what is demanded beside one that is made late', async () => {
    const late = factory(CourseGroup, {
      parents: { course: Course },
      columns: { ...audit, title: ({ tag }) => tag },
      afterCreate: ({ n, row, add }) => {
        if (n === 260) add(courseFactories.courseSubmissionGroup, { course: row.course });
      },
    });
    const mine = defineDomain({ ...course, factories: { ...course.factories, courseGroup: late } });
    const f = bind(mine, { em: database.orm.em.fork(), run: 9_004 });
    const its = await f.course.create();
    const added = await database.added(() => f.courseGroup.createMany(600, { course: its }));
    expect(added).toMatchObject({ course_submission_group: 1, course_submission_group_member: 1 });
  });
});
