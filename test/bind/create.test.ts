import { beforeAll, describe, expect, test } from 'vitest';
import { ExecutionBackend } from '../../src/entities/course/catalog.ts';
import { CourseMember } from '../../src/entities/course/members.ts';
import { User } from '../../src/entities/course/people.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('create', () => {
  test('inserts a row and those that it needs', async () => {
    const { f } = database.fresh();
    expect(await database.added(() => f.courseMember.create())).toEqual({
      user: 1,
      organization: 1,
      course_family: 1,
      course: 1,
      course_group: 1,
      course_member: 1,
    });
  });

  test('stores what it returns', async () => {
    const { f } = database.fresh();
    const member = await f.courseMember.create({ properties: { seat: 4, tags: ['a', null] }, version: 3 });
    const stored = await database.orm.em.fork().findOneOrFail(CourseMember, member.id, {
      populate: ['user', 'course.courseFamily', 'courseGroup', 'courseRole'],
    });
    expect(stored).toMatchObject({
      properties: { seat: 4, tags: ['a', null] },
      version: 3,
      createdAt: member.createdAt,
      updatedAt: member.updatedAt,
    });
    expect(stored.user.email).toBe(member.user.email);
    expect(stored.course.courseFamily.path).toBe(member.course.courseFamily.path);
  });

  test('takes null as a value and undefined as none', async () => {
    const { f } = database.fresh();
    const user = await f.user.create({ givenName: undefined, number: null });
    expect(user.givenName).toEqual(expect.any(String));
    expect(await database.orm.em.fork().findOneOrFail(User, user.id)).toMatchObject({
      givenName: user.givenName,
      number: null,
    });
  });

  test('keeps the timestamps it was given, in tables whose triggers would set them too', async () => {
    const { f, em } = database.fresh();
    const createdAt = new Date('2024-02-29T23:59:59.123Z');
    const { id } = await f.user.create({ createdAt });
    const { rows } = await database.client.query('select created_at, updated_at from "user" where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ created_at: createdAt, updated_at: createdAt }]);
    await em.transactional(async (inner) => {
      await inner.execute(`select set_config('ctutor.preserve_timestamps', 'off', true)`);
      await f.user.create();
      expect(await inner.execute(`select current_setting('ctutor.preserve_timestamps') as value`)).toEqual([
        { value: 'off' },
      ]);
    });
  });

  test('refuses names that are nothing to the factory, before anything is written', async () => {
    const { f } = database.fresh();
    const wrong = { titel: 'ML' };
    const attempt = f.course.create(wrong as never);
    await expect(attempt).rejects.toMatchObject({
      code: 'unknown_override',
      details: { factory: 'course', override: 'titel' },

      hint: "Did you mean 'title'?",
    });
    expect(await database.added(() => f.course.create(wrong as never).catch(() => {}))).toEqual({});
  });

  test('leaves nothing behind where the database refuses, not even parents, and goes on after it', async () => {
    const { f } = database.fresh();
    await f.session.create();
    await database.client.query(`alter table session add constraint refused check (session_id <> 'refused')`);
    expect(
      await database.added(async () => {
        await expect(f.session.create({ sessionId: 'refused' })).rejects.toThrow(/refused/);
      }),
    ).toEqual({});
    expect(await database.added(() => f.session.create())).toEqual({ user: 1, session: 1 });
  });
});

describe('createMany', () => {
  test('makes as many as asked for, each with parents of its own unless they are given', async () => {
    const { f } = database.fresh();
    expect(await database.added(() => f.courseGroup.createMany(3))).toEqual({
      organization: 3,
      course_family: 3,
      course: 3,
      course_group: 3,
    });
    const course = await f.course.create();
    const added = await database.added(() => f.courseGroup.createMany(3, { course }));
    expect(added).toEqual({ course_group: 3 });
  });

  test('makes none where none is asked for', async () => {
    const { f } = database.fresh();
    expect(await database.added(async () => expect(await f.result.createMany(0)).toEqual([]))).toEqual({});
    const first = await f.executionBackend.create();
    expect(first.slug).toMatch(/^python-0n/);
  });

  test('inserts a table in one statement, and moves the sequences of no other', async () => {
    const { f } = database.fresh();
    const course = await f.course.create();
    database.sent();
    await f.courseMember.createMany(100, { course });
    expect(database.sent().filter((line) => line.includes('insert into'))).toHaveLength(3);
    await f.courseGroup.create({ course });
    expect(database.sent().filter((line) => line.includes('setval'))).toEqual([]);
  });
});

describe('entities from elsewhere', () => {
  test('may be parents: loaded by another query, references, and those of another EntityManager', async () => {
    const { id } = await database.fresh().f.executionBackend.create();
    const { em, f } = database.fresh();
    const loaded = await em.findOneOrFail(ExecutionBackend, id);
    const other = await database.orm.em.fork().findOneOrFail(ExecutionBackend, id);
    for (const executionBackend of [loaded, em.getReference(ExecutionBackend, id), other]) {
      const added = await database.added(() => f.courseExecutionBackend.create({ executionBackend }));
      expect(added).toEqual({ organization: 1, course_family: 1, course: 1, course_execution_backend: 1 });
    }
  });
});
