import { beforeAll, describe, expect, test } from 'vitest';
import { Structure } from '../../src/bind/structure.ts';
import { course } from '../../src/domains.ts';
import { Course, CourseFamily, Organization } from '../../src/entities/course/catalog.ts';
import { CourseMember } from '../../src/entities/course/members.ts';
import { User } from '../../src/entities/course/people.ts';
import { tablesOf } from '../../src/load/table.ts';
import { type CourseDatabase, type CourseFactories, courseDatabase } from './course-database.ts';
import { variants } from './variants.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

describe('build', () => {
  test('makes an entity with its parents as entities, at once and without the database', () => {
    const { f } = database.fresh();
    database.sent();
    const member = f.courseMember.build({ properties: { seat: 4 } });
    expect(member).toBeInstanceOf(CourseMember);
    expect(member.user).toBeInstanceOf(User);
    expect(member.course).toBeInstanceOf(Course);
    expect(member.course.courseFamily).toBeInstanceOf(CourseFamily);
    expect(member.course.courseFamily.organization).toBeInstanceOf(Organization);
    expect(member.courseRole.id).toBe('_student');
    expect(member.properties).toEqual({ seat: 4 });
    expect(database.sent()).toEqual([]);
  });

  test('shares parents through diamonds', () => {
    const result = database.fresh().f.result.build();
    const { courseContent, courseMember, courseSubmissionGroup } = result;
    expect(courseMember.course).toBe(courseContent.course);
    expect(courseSubmissionGroup?.course).toBe(courseContent.course);
    expect(courseSubmissionGroup?.courseContent).toBe(courseContent);
    expect(result.courseContentType).toBe(courseContent.courseContentType);
    expect(courseContent.courseContentType.course).toBe(courseContent.course);
    expect(courseMember.courseGroup?.course).toBe(courseContent.course);
    expect(courseContent.course.organization).toBe(courseContent.course.courseFamily.organization);
  });

  test('keeps the identity of the objects that it is given', () => {
    const { f } = database.fresh();
    const [ml, properties] = [f.course.build(), { nested: { deep: [1] } }];
    const member = f.courseMember.build({ course: ml, properties });
    expect(member.course).toBe(ml);
    expect(member.courseGroup?.course).toBe(ml);
    expect(member.properties).toBe(properties);
  });

  test('makes as many as asked for, also none', () => {
    const { f } = database.fresh();
    expect(f.user.buildMany(0)).toEqual([]);
    const users = f.user.buildMany(20);
    for (const key of ['id', 'username', 'email', 'number'] as const) {
      expect(new Set(users.map((user) => user[key])).size).toBe(20);
    }
  });

  test('refuses what it would have to read', async () => {
    const { f, em } = database.fresh();
    const { id } = await f.course.create();
    const elsewhere = database.fresh();
    expect(() => elsewhere.f.courseGroup.build({ course: id })).toThrow(
      expect.objectContaining({ code: 'needs_database' }),
    );
    const reference = elsewhere.em.getReference(Course, id);
    expect(() => elsewhere.f.courseMember.build({ course: reference })).toThrow(
      expect.objectContaining({
        code: 'needs_database',
        details: { factory: 'courseMember', parent: 'Course', key: id },
      }),
    );
    expect(f.courseGroup.build({ course: id }).course).toBe(em.getReference(Course, id));
  });

  test('takes the rows that come with the schema by their ids', () => {
    const owner = database.fresh().f.courseMember.build({ courseRole: '_owner', courseGroup: null });
    expect(owner.courseRole).toMatchObject({ id: '_owner', title: 'Owner' });
    expect(owner.courseGroup).toBeNull();
  });

  test('leaves nothing that a later create would write', async () => {
    const { f } = database.fresh();
    f.courseMember.buildMany(3);
    expect(await database.added(() => f.user.create())).toEqual({ user: 1 });
  });

  test('makes what create writes once it belongs to something that is created', async () => {
    const { f } = database.fresh();
    const built = f.course.build();
    expect(await database.added(() => f.courseGroup.createMany(2, { course: built }))).toEqual({
      organization: 1,
      course_family: 1,
      course: 1,
      course_group: 2,
    });
  });
});

describe('what was built is written with all that it needs', () => {
  test.each<[string, (f: CourseFactories) => Promise<unknown>, Record<string, number>]>([
    [
      'the unit above a content',
      (f) => f.courseContent.under(f.courseContent.unit().build()).create(),
      { course: 1, course_content: 2 },
    ],
    [
      'the organization above one above a family',
      (f) => f.courseFamily.create({ organization: f.organization.childOf().build() }),
      { organization: 2, course_family: 1 },
    ],
    [
      'a content and its unit',
      (f) => f.courseSubmissionGroup.create({ courseContent: f.courseContent.under().build() }),
      { course_content: 2, course_submission_group: 1, course_submission_group_member: 1 },
    ],
    [
      'a submission group',
      (f) => f.result.create({ courseSubmissionGroup: f.courseSubmissionGroup.build() }),
      { course_submission_group: 1, course_submission_group_member: 1, result: 1 },
    ],
  ])('%s', async (_, create, rows) => {
    expect(await database.added(() => create(database.fresh().f))).toMatchObject(rows);
  });

  test('once, though it is used again', async () => {
    const { f } = database.fresh();
    const course = f.course.build();
    await f.courseMember.create({ course });
    expect(await database.added(() => f.within({ course }, (s) => s.courseGroup.create()))).toEqual({
      course_group: 1,
    });
  });
});

describe('a built entity has the values that the database stores for a created one', () => {
  const structure = new Structure(tablesOf(course), Object.values(course.factories));

  test.each(variants)('$name', async ({ of }) => {
    const run = 1_000;
    const built = of(database.fresh({ run }).f).build({});
    const { em, f } = database.fresh({ run });
    await em.begin();
    const created = await of(f).create({});
    const entity = Object.getPrototypeOf(created).constructor;
    const made = structure.rowOf(entity, built);
    const { primaryProperties } = structure.table(entity);
    const key = Object.fromEntries(primaryProperties.map((name) => [name, made[name]]));
    const stored = await em.findOne<object>(entity, key as never, { disableIdentityMap: true });
    await em.rollback();
    expect(stored && structure.rowOf(entity, stored)).toEqual(made);
  });
});
