import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import type { EntityClass } from '../../src/entities/row.ts';
import { tablesOf } from '../../src/load/table.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { university } from '../../src/seeders/course/university.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seed } from '../../src/seeders/seed.ts';
import { library } from '../domains/toy/library.ts';
import { terms } from '../load/terms.ts';
import { freshDatabase } from '../support/database.ts';

const origin = { seed: 0, now: DEFAULT_NOW };
const lookupTables = ['course_role', 'course_content_kind'];

describe('plan', () => {
  test('refuses rows that no table of the schema takes', () => {
    expect(() => plan(library, terms, {}, origin)).toThrow('which is not among the entities of the schema');
  });

  test('counts the rows of each table, in the order of loading', () => {
    const { scenario, parameters, tables, total } = plan(course, terms, { courses: '2' }, origin);
    expect({ scenario, parameters }).toEqual({ scenario: 'terms', parameters: { courses: 2 } });
    const { profile, ...certain } = tables;
    expect(certain).toEqual({
      user: 7,
      organization: 1,
      course_family: 1,
      course: 2,
      course_group: 2,
      course_member: 8,
    });
    expect(total).toBe(21 + (profile ?? 0));
    const order = tablesOf(course).map(({ name }) => name);
    expect(Object.keys(tables)).toEqual(order.filter((name) => name in tables));
  });

  test('finds a row in every table of minimal, but those of lookup rows', () => {
    const all = tablesOf(course).map(({ name }) => name);
    expect(all).toHaveLength(27);
    expect(Object.keys(plan(course, minimal, {}, origin).tables)).toEqual(
      all.filter((name) => !lookupTables.includes(name)),
    );
  });

  test.each([
    [{ students: 24 }, { students: 25 }],
    [{ weeks: 8 }, { weeks: 9 }],
    [{ assistants: 2 }, { assistants: 3 }],
  ])('grows from %j to %j', (less, more) => {
    // Others take the places of those there were, and do more or less: only who is there and what there is to do is compared.
    const count = (given: Record<string, number>) => {
      const { course_member: members = 0, course_content: contents = 0 } = plan(
        course,
        classroom,
        given,
        origin,
      ).tables;
      return members + contents;
    };
    expect(count(more)).toBeGreaterThan(count(less));
  });

  test.each(course.scenarios.filter((scenario) => scenario.counts(parseParameters(scenario, {}))))(
    'counts the rows of $name without making them',
    (scenario) => {
      const given = { users: 1_500, courses: 7, students: 11, tasks: 3, attempts: 4 };
      const parameters = parseParameters(scenario, given);
      const made = new Map<EntityClass, number>();
      for (const part of scenario.parts(origin, parameters)) {
        for (const [entity, rows] of part) made.set(entity, (made.get(entity) ?? 0) + rows.length);
      }
      expect(scenario.counts(parameters)).toEqual(made);
    },
  );

  test.each([
    { scenario: classroom, given: {} },
    { scenario: university, given: { users: 1_500, courses: 6, students: 60, tasks: 4 } },
  ])('tells about how large $scenario.name will be', async ({ scenario, given }) => {
    const { client } = await freshDatabase({ template: 'course' });
    const size = async (): Promise<number> => {
      const { rows } = await client.query<{ size: string }>(`select sum(pg_total_relation_size(oid)) as size
        from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
      return Number(rows[0]?.size);
    };
    const before = await size();
    await seed(client, course, scenario, origin, { parameters: given });
    const ratio = plan(course, scenario, given, origin).bytes / ((await size()) - before);
    expect(ratio).toBeGreaterThan(0.65);
    expect(ratio).toBeLessThan(1.5);
  });

  test('has as many groups as are asked for', () => {
    expect(plan(course, classroom, { groups: 5 }, origin).tables).toMatchObject({ course_group: 5 });
  });
});

describe('the order of tables', () => {
  test('has parents before children', () => {
    const order = tablesOf(course).map(({ name }) => name);
    const pairs = [
      ['user', 'profile'],
      ['course_content_kind', 'course_content_type'],
      ['execution_backend', 'course_content'],
      ['course_content', 'result'],
      ['codeability_message', 'codeability_message_read'],
    ];
    const wrong = pairs.filter(([parent = '', child = '']) => order.indexOf(parent) >= order.indexOf(child));
    expect(wrong).toEqual([]);
    expect(order).toEqual(expect.arrayContaining(pairs.flat()));
  });
});
