import { beforeAll, describe, expect, test } from 'vitest';
import type { BoundFactory } from '../../src/bind/bound-factory.ts';
import { course } from '../../src/domains.ts';
import { Course } from '../../src/entities/course/catalog.ts';
import { User } from '../../src/entities/course/people.ts';
import { propertiesOf } from '../../src/entities/properties.ts';
import { blueprintFor } from '../../src/factories/blueprint.ts';
import type { AnyFactory } from '../../src/factories/definition.ts';
import { tablesOf } from '../../src/load/table.ts';
import { type CourseDatabase, type CourseFactories, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

/** A bound factory that is known by its name only. */
const named = (f: CourseFactories, name: string): BoundFactory<AnyFactory> => Reflect.get(f, name);

describe('parents that are not given', () => {
  test('are made, one of each kind, and shared by all that belongs to one row', async () => {
    const { f } = database.fresh();
    expect(await database.added(() => f.result.create())).toEqual({
      user: 1,
      organization: 1,
      course_family: 1,
      course: 1,
      course_group: 1,
      course_member: 1,
      course_content_type: 1,
      course_content: 1,
      execution_backend: 1,
      course_execution_backend: 1,
      course_submission_group: 1,
      course_submission_group_member: 1,
      result: 1,
    });
  });

  test('are not made where the row can do without', async () => {
    const { f } = database.fresh();
    expect(await database.added(() => f.courseMember.owner().create())).not.toHaveProperty('course_group');
    const message = await f.codeabilityMessage.create();
    expect(message).toMatchObject({
      course: null,
      courseGroup: null,
      courseMember: null,
      courseContent: null,
    });
    expect(message.createdBy).toBeNull();
  });

  test('are made where null would be allowed, unless null is given', async () => {
    const { f } = database.fresh();
    expect((await f.courseMember.create()).courseGroup).not.toBeNull();
    expect((await f.result.create({ courseSubmissionGroup: null })).courseSubmissionGroup).toBeNull();
  });

  test('may not be null where the row cannot do without', async () => {
    const { f } = database.fresh();
    const none = { course: null };
    await expect(f.courseGroup.create(none as never)).rejects.toMatchObject({
      code: 'missing_value',
      details: { factory: 'courseGroup', value: 'course' },
    });
  });
});

const pairs = Object.entries(course.factories).flatMap(([name, factory]) =>
  Object.entries(blueprintFor(factory).parents).map(([parent, spec]) => ({ name, parent, spec })),
);
const tables = new Map(tablesOf(course).map(({ entity, name }) => [entity, name]));
const factoryName = new Map(
  Object.entries(course.factories).map(([name, { entity }]) => [entity as object, name]),
);

describe('a parent that is given makes no other one', () => {
  test.each(pairs)('$name: $parent', async ({ name, parent, spec }) => {
    const { of } = spec;
    const table = tables.get(of) ?? '';
    const count = async (work: () => Promise<unknown>) => (await database.added(work))[table] ?? 0;
    const usual = await count(() => named(database.fresh().f, name).create({}));
    const expected =
      spec.optional || alsoElsewhere.includes(`${name}.${parent}`) ? usual : Math.max(0, usual - 1);

    const made = database.fresh();
    // What a row stands below must be able to hold it.
    const holder = name === 'courseContent' && parent === 'parent';
    const given = await (holder
      ? made.f.courseContent.unit()
      : named(made.f, factoryName.get(of) ?? '')
    ).create();
    const [key = 'id'] = propertiesOf(of).primary;
    const id: unknown = Reflect.get(given, key);
    const reference = database.orm.em.fork().getReference(of as never, id as never);
    for (const { what, f, value } of [
      { what: 'the entity', f: made.f, value: given },
      { what: 'its id', f: database.fresh().f, value: id },
      { what: 'the entity of another EntityManager', f: database.fresh().f, value: given },
      { what: 'a reference', f: database.fresh().f, value: reference },
    ]) {
      let refused = false;
      const added = await count(async () => {
        await named(f, name)
          .create({ [parent]: value } as never)
          .catch((error: unknown) => {
            // Some rows can be had once for a parent: then the second attempt says so.
            expect(error).toMatchObject({ code: expect.stringMatching('rule_broken|load_refused') });
            refused = true;
          });
      });
      expect(refused).toBe(
        full.includes(`${name}.${parent}`) || (what !== 'the entity' && once.includes(`${name}.${parent}`)),
      );
      expect({ what, added }).toEqual({ what, added: refused ? 0 : expected });
    }
  });

  /** One row a parent at most. */
  const once = ['userRole.user', 'organization.user', 'profile.user', 'studentProfile.user', 'account.user'];
  /** The first member of a group is made with it, and there is room for one. */
  const full = ['courseSubmissionGroupMember.courseSubmissionGroup'];
  /** Who reads a message is usually taken to be its sender, who is still made. */
  const alsoElsewhere = ['codeabilityMessageRead.user'];
});

describe('a parent', () => {
  test('is taken as an entity, an id, a reference or values to make it with', async () => {
    const { f, em } = database.fresh();
    const ml = await f.course.create({ title: 'Machine Learning' });
    const { f: other, em: otherEm } = database.fresh();
    const groups = [
      await f.courseGroup.create({ course: ml }),
      await f.courseGroup.create({ course: ml.id }),
      await f.courseGroup.create({ course: em.getReference(Course, ml.id) }),
      await other.courseGroup.create({ course: ml.id }),
      await other.courseGroup.create({ course: otherEm.getReference(Course, ml.id) }),
      await f.courseGroup.create({ course: { title: 'Databases', courseFamily: ml.courseFamily } }),
    ];
    expect(groups.map((group) => group.course.title)).toEqual([
      ...Array.from({ length: 5 }, () => 'Machine Learning'),
      'Databases',
    ]);
    expect(groups[0]?.course).toBe(ml);
    expect(groups[1]?.course).toBe(ml);
    expect(groups[5]?.course.courseFamily).toBe(ml.courseFamily);
    expect(groups[3]?.course.courseFamily.title).toBe(ml.courseFamily.title);
  });

  test('is made from nested values to any depth', async () => {
    const { f } = database.fresh();
    const member = await f.courseMember.create({
      user: { givenName: 'Ada' },
      course: { courseFamily: { title: 'AI', organization: { title: 'TU' } } },
      courseGroup: { title: 'Monday' },
    });
    expect(member.user.givenName).toBe('Ada');
    expect(member.course.courseFamily.title).toBe('AI');
    expect(member.course.organization.title).toBe('TU');
    expect(member.courseGroup).toMatchObject({ title: 'Monday', course: member.course });
  });

  test('which does not exist is named before anything is written', async () => {
    const { f } = database.fresh();
    const id = '00000000-0000-4000-8000-000000000000';
    const added = await database.added(async () => {
      await expect(f.courseGroup.create({ course: id })).rejects.toMatchObject({
        code: 'parent_not_found',
        details: { factory: 'courseGroup', parent: 'Course', key: id },
      });
      await expect(f.courseGroup.create({ course: 'no uuid' })).rejects.toMatchObject({
        code: 'parent_not_found',
        details: { key: 'no uuid' },
      });
    });
    expect(added).toEqual({});
  });

  test('is read once with all that it belongs to', async () => {
    const { id } = await database.fresh().f.courseContent.create();
    const { f } = database.fresh();
    await f.user.create();
    database.sent();
    const group = await f.courseSubmissionGroup.create({ courseContent: id });
    expect(group.courseContent.course.courseFamily.organization.path).toEqual(expect.any(String));
    expect(database.sent().filter((line) => line.includes('from "course_content" '))).toHaveLength(1);
    await f.courseSubmissionGroup.create({ courseContent: id });
    expect(database.sent().filter((line) => line.includes('from "course_content" '))).toHaveLength(0);
  });

  test('gives the others that follow from it', async () => {
    const { f } = database.fresh();
    const courseSubmissionGroup = await f.courseSubmissionGroup.create();
    const added = await database.added(async () => {
      const result = await f.result.create({ courseSubmissionGroup });
      expect(result.courseContent).toBe(courseSubmissionGroup.courseContent);
      expect(result.courseMember.course).toBe(courseSubmissionGroup.course);
    });
    expect(added).toEqual({ execution_backend: 1, course_execution_backend: 1, result: 1 });
  });

  test('that a trait names is one that a call may replace', async () => {
    const { f } = database.fresh();
    const user = await f.user.create();
    const organization = await f.organization.userOwned().create({ user });
    expect(organization.user).toBe(user);
    expect(
      await database.added(() => f.courseMember.owner().create({ courseRole: '_maintainer' })),
    ).not.toHaveProperty('course_group');
  });

  test('may be of the writers', async () => {
    const { f, em } = database.fresh();
    const writer = await f.user.create();
    const course = await f.course.create({ createdBy: writer, updatedBy: em.getReference(User, writer.id) });
    expect([course.createdBy, course.updatedBy]).toEqual([writer, writer]);
  });
});
