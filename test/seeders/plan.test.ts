import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { tablesOf } from '../../src/load/table.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { plan } from '../../src/seeders/plan.ts';
import { library } from '../domains/toy/library.ts';
import { terms } from '../load/terms.ts';

const origin = { seed: 0, at: DEFAULT_AT };
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
    const count = (given: Record<string, number>) => plan(course, classroom, given, origin).total;
    expect(count(more)).toBeGreaterThan(count(less));
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
