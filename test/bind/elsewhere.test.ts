import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { beforeAll, describe, expect, test } from 'vitest';
import { Course, CourseFamily } from '../../src/entities/course/catalog.ts';
import { CourseMember } from '../../src/entities/course/members.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

/** What a flush would write. */
async function flushed(em: SqlEntityManager): Promise<string[]> {
  database.sent();
  await em.flush();
  return database.sent();
}

describe('an entity from elsewhere', () => {
  test('may be loaded without its own parents, which are read when they are needed', async () => {
    const { id } = await database.fresh().f.courseFamily.create({ title: 'AI' });
    const { em, f } = database.fresh();
    const courseFamily = await em.findOneOrFail(CourseFamily, id);
    const course = await f.course.create({ courseFamily });
    expect(course.courseFamily).toBe(courseFamily);
    expect(course.organization).toBe(courseFamily.organization);
    expect(course.organization.title).toMatch(/^Organization/);
    expect(await flushed(em)).toEqual([]);
  });

  test('may be loaded in part', async () => {
    const { id } = await database.fresh().f.course.create({ title: 'ML' });
    const { em, f } = database.fresh();
    const part = await em.findOneOrFail(Course, id, { fields: ['title'] });
    const group = await f.courseGroup.create({ course: part as unknown as Course });
    expect(group.course.id).toBe(id);
    const { rows } = await database.client.query('select path, title from course where id = $1', [id]);
    expect(await flushed(em)).toEqual([]);
    expect(rows).toEqual([{ path: expect.any(String), title: 'ML' }]);
    expect((await f.courseMember.create({ course: group.course })).course.courseFamily.title).toMatch(
      /^Course Family/,
    );
  });

  test('may be of another EntityManager, or of before a clear: a flush writes neither again', async () => {
    const one = database.fresh();
    const course = await one.f.course.create();
    const other = database.fresh();
    const member = await other.f.courseMember.create({ course });
    expect(await flushed(other.em)).toEqual([]);
    expect(await flushed(one.em)).toEqual([]);
    other.em.clear();
    const second = await other.f.courseMember.create({ course: member.course });
    expect(second.course.id).toBe(course.id);
    expect(await flushed(other.em)).toEqual([]);
    second.version = 7;
    expect(await flushed(other.em)).toEqual(
      expect.arrayContaining([expect.stringContaining('update "course_member"')]),
    );
  });

  test('may have been changed and not flushed: that is for its flush to write', async () => {
    const { em, f } = database.fresh();
    const course = await f.course.create();
    course.title = 'Renamed';
    await f.courseGroup.create({ course });
    const { rows } = await database.client.query('select title from course where id = $1', [course.id]);
    expect(rows[0]?.title).not.toBe('Renamed');
    expect(await flushed(em)).toEqual(expect.arrayContaining([expect.stringContaining('update "course"')]));
  });

  test('that is in no database is refused by it, and the open transaction goes on', async () => {
    const { em, f } = database.fresh();
    const courseFamily = await f.courseFamily.create();
    const { id, ...attributes } = await f.course.attributes({ courseFamily });
    const added = await database.added(() =>
      em.transactional(async (inner) => {
        const course = inner.create(Course, { ...attributes, id } as never, { persist: false });
        await expect(f.courseGroup.create({ course })).rejects.toMatchObject({ kind: expect.any(String) });
        await f.user.create();
      }),
    );
    expect(added).toEqual({ user: 1 });
  });

  test('may be the attributes of one: then it is made with them', async () => {
    const { f } = database.fresh();
    const attributes = await f.course.attributes();
    const added = await database.added(async () => {
      const group = await f.courseGroup.create({ course: attributes });
      expect(group.course).toMatchObject({ id: attributes.id, path: attributes.path });
    });
    expect(added).toEqual({ course: 1, course_group: 1 });
  });

  test('that was removed meanwhile is refused by the database', async () => {
    const { f } = database.fresh();
    const user = await f.user.create();
    await database.client.query('delete from "user" where id = $1', [user.id]);
    await expect(f.session.create({ user })).rejects.toMatchObject({ code: 'load_refused' });
  });
});

test('what others wrote into the database is seen where parents are read', async () => {
  const { em, f } = database.fresh();
  const course = await f.course.create();
  const other = database.fresh();
  const group = await other.f.courseGroup.create({ course: course.id, title: 'Monday' });
  const member = await f.courseMember.create({ courseGroup: group.id });
  expect(member.course).toBe(course);
  expect(member.courseGroup).toMatchObject({ title: 'Monday' });
  expect(await em.count(CourseMember, { course })).toBe(1);
});

test('a count that is none is refused', async () => {
  const { f } = database.fresh();
  for (const count of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    await expect(f.user.createMany(count)).rejects.toMatchObject({
      code: 'bad_count',
      details: { factory: 'user', count },
    });
    expect(() => f.user.buildMany(count)).toThrow(expect.objectContaining({ code: 'bad_count' }));
  }
});

describe('what is read', () => {
  const tables = (statement: string): string[] =>
    [...statement.matchAll(/(?:from|join) "(\w+)" as/g)].map(([, table]) => table ?? '');

  test('for a key is the row with all that it belongs to, in one query that reads no table twice', async () => {
    const { id } = await database.fresh().f.courseMember.create();
    const { f } = database.fresh();
    await f.user.create(); // reads the rows of the schema
    database.sent();
    const { courseMember } = await f.codeabilityMessage.create({ courseMember: id });
    const read = database
      .sent()
      .map(tables)
      .filter((names) => names.length > 0);
    expect(read.map((names) => names.toSorted())).toEqual([
      ['course', 'course_family', 'course_group', 'course_member', 'course_role', 'organization', 'user'],
    ]);
    expect(courseMember?.courseGroup?.course.courseFamily.title).toMatch(/^Course Family/);
  });

  test('below a parent joins nothing', async () => {
    const { f: made } = database.fresh();
    const group = await made.courseSubmissionGroup.create();
    await made.result.createMany(2, { courseSubmissionGroup: group });
    const { f } = database.fresh();
    database.sent();
    const result = await f.result.create({ courseSubmissionGroup: group.id });
    const ofResults = database.sent().filter((line) => tables(line)[0] === 'result');
    expect(ofResults.map(tables)).toEqual([['result']]);
    expect(result.courseMember.courseGroup?.course).toBe(result.courseContent.course);
  });
});
