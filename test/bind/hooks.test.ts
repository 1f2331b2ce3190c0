import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';
import { Course } from '../../src/entities/course/catalog.ts';
import { CourseGroup } from '../../src/entities/course/members.ts';
import { audit } from '../../src/factories/course/audit.ts';
import { factory } from '../../src/factories/factory.ts';
import { Address } from '../../src/random/address.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

/** The course domain with another factory of groups. */
const withGroups = <F extends { entity: unknown }>(courseGroup: F) => ({
  ...course,
  factories: { ...course.factories, courseGroup },
});

const columns = { ...audit, title: ({ tag }: { tag: string }) => `Group ${tag}` };

describe('a hook', () => {
  test('sees the row, the parameters and the parents', async () => {
    const seen: unknown[] = [];
    const courseGroup = factory(CourseGroup, {
      parents: { course: Course },
      transient: { size: 3 },
      columns,
      afterCreate: ({ row, transient, parents, n, now }) => {
        seen.push({ row: row.id, size: transient.size, course: parents.course?.id, n, now });
      },
    });
    const now = new Date('2026-03-01T08:00:00Z');
    const f = bind(withGroups(courseGroup), { em: database.orm.em.fork(), run: 3_001, now });
    const one = await f.courseGroup.create();
    const other = await f.courseGroup.create({ size: 5, course: one.course });
    expect(seen).toEqual([
      { row: one.id, size: 3, course: one.course.id, n: 0, now },
      { row: other.id, size: 5, course: one.course.id, n: 1, now },
    ]);
  });

  test('adds rows that go out together with the record, in one transaction', async () => {
    const { f } = database.fresh();
    database.sent();
    const added = await database.added(() => f.course.withMembers(4).withBackends(2).create());
    expect(added).toMatchObject({
      course: 1,
      course_member: 5,
      user: 5,
      course_group: 1,
      execution_backend: 2,
      course_execution_backend: 2,
    });
    const sent = database.sent();
    expect(sent.filter((line) => /\] begin/.test(line))).toHaveLength(1);
    expect(sent.filter((line) => /\] commit/.test(line))).toHaveLength(1);
    expect(sent.filter((line) => /insert into .*course_member/.test(line))).toHaveLength(1);
  });

  test('runs once for each row, in the order of the traits, also for parents', async () => {
    const order: string[] = [];
    const courseGroup = factory(CourseGroup, {
      parents: { course: Course },
      columns,
      afterCreate: () => {
        order.push('own');
      },
    }).traits({
      first: () => ({ afterCreate: () => void order.push('first') }),
      second: () => ({ afterCreate: () => void order.push('second') }),
    });
    const f = bind(withGroups(courseGroup), { em: database.orm.em.fork(), run: 3_002 });
    await f.courseGroup.first().second().create();
    expect(order.splice(0)).toEqual(['own', 'first', 'second']);
    await f.courseMember.create();
    expect(order.splice(0)).toEqual(['own']);
    f.courseGroup.second().first().build();
    expect(order).toEqual(['own', 'second', 'first']);
  });

  test('that fails leaves nothing behind, and the next call is as if it had not been', async () => {
    let fails = true;
    const courseGroup = factory(CourseGroup, {
      parents: { course: Course },
      columns,
      afterCreate: () => {
        if (fails) throw new Error('no such room');
      },
    });
    const f = bind(withGroups(courseGroup), { em: database.orm.em.fork(), run: 3_003 });
    expect(
      await database.added(() => expect(f.courseGroup.create()).rejects.toThrow('no such room')),
    ).toEqual({});
    fails = false;
    const added = await database.added(async () => {
      expect((await f.courseGroup.create()).title).toMatch(/^Group 0n/);
    });
    expect(added).toEqual({ organization: 1, course_family: 1, course: 1, course_group: 1 });
  });

  test('never runs in a scenario', () => {
    const courseGroup = factory(CourseGroup, {
      columns: { ...columns, course: '00000000-0000-4000-8000-000000000000' },
      afterCreate: () => {
        throw new Error('it ran');
      },
    });
    const root = Address.root({ seed: 1, now: new Date(0) });
    expect(courseGroup.row(root.child('courseGroup', 0), {}).title).toBe('Group 0');
  });
});
