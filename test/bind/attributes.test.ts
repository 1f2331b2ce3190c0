import { beforeAll, describe, expect, test } from 'vitest';
import { CourseMember } from '../../src/entities/course/members.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';
import { variants } from './variants.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('attributes', () => {
  test('are columns with the keys of parents that are in the database', async () => {
    const { f, em } = database.fresh();
    let attributes: Awaited<ReturnType<typeof f.courseMember.attributes>> | undefined;
    const added = await database.added(async () => {
      attributes = await f.courseMember.attributes({ properties: { seat: 4 } });
    });
    expect(added).toEqual({ user: 1, organization: 1, course_family: 1, course: 1, course_group: 1 });
    if (!attributes) throw new Error('no attributes');
    expect(attributes).toMatchObject({ courseRole: '_student', properties: { seat: 4 } });
    await em.insert(CourseMember, attributes);
    const stored = await database.orm.em.fork().findOneOrFail(CourseMember, attributes.id);
    expect(stored.course.id).toBe(attributes.course);
    expect(stored.courseGroup?.id).toBe(attributes.courseGroup);
  });

  test('of parents that are given write nothing', async () => {
    const { f } = database.fresh();
    const courseFamily = await f.courseFamily.create();
    database.sent();
    const attributes = await f.course.attributes({ courseFamily });
    expect(attributes).toMatchObject({
      courseFamily: courseFamily.id,
      organization: courseFamily.organization.id,
    });
    expect(database.sent().filter((line) => /insert|begin/.test(line))).toEqual([]);
  });

  test('of parents that were only built insert them, with all that they belong to', async () => {
    const { f, em } = database.fresh();
    const [user, courseGroup] = [f.user.build(), f.courseGroup.build()];
    let attributes: Awaited<ReturnType<typeof f.courseMember.attributes>> | undefined;
    const added = await database.added(async () => {
      attributes = await f.courseMember.attributes({ user, courseGroup });
    });
    expect(added).toEqual({ user: 1, organization: 1, course_family: 1, course: 1, course_group: 1 });
    expect(attributes).toMatchObject({
      user: user.id,
      courseGroup: courseGroup.id,
      course: courseGroup.course.id,
    });
    if (attributes) await em.insert(CourseMember, attributes);
    expect(await database.added(() => f.courseMember.attributes({ user, courseGroup }))).toEqual({});
  });

  test('of a parent that was only built insert it beside those that are made', async () => {
    const { f, em } = database.fresh();
    const user = f.user.build();
    const added = await database.added(async () => {
      await em.insert(CourseMember, await f.courseMember.attributes({ user }));
    });
    expect(added).toMatchObject({ user: 1, course: 1, course_member: 1 });
  });

  test('that are refused leave a built parent for later', async () => {
    const { f } = database.fresh();
    const user = f.user.build();
    const refused = () =>
      expect(f.courseMember.attributes({ user, courseGroup: null })).rejects.toThrow('student');
    expect(await database.added(refused)).toEqual({});
    expect(await database.added(() => f.account.create({ user }))).toEqual({ user: 1, account: 1 });
  });

  test('are plain and may be changed', async () => {
    const { f } = database.fresh();
    const attributes = await f.user.attributes();
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
    Object.assign(attributes, { givenName: 'Ada' });
    expect((await f.user.attributes()).givenName).not.toBe('Ada');
  });

  test('are other ones each time, and of a row that nobody else has', async () => {
    const { f } = database.fresh();
    const all = [await f.user.attributes(), await f.user.attributes(), await f.user.create()];
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    expect(new Set(all.map(({ email }) => email)).size).toBe(3);
  });

  test.each(variants)('exist for $name, and the database takes them', async ({ of }) => {
    const { f, em } = database.fresh();
    await em.transactional(async (inner) => {
      const entity = Object.getPrototypeOf(of(f).build({})).constructor;
      const attributes = await of(f).attributes({});
      await inner.insert(entity, attributes);
      await inner.execute('set constraints all immediate');
    });
  });
});
