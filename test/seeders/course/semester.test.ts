import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../../src/domains.ts';
import { tablesOf } from '../../../src/load/table.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { semester } from '../../../src/seeders/course/semester.ts';
import { plan } from '../../../src/seeders/plan.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { freshDatabase } from '../../support/database.ts';

const origin = { seed: 0, now: DEFAULT_NOW };
const parameters = { students: 240, weeks: 9 };

test('has about 300,000 rows', () => {
  const { total, tables } = plan(course, semester, {}, origin);
  expect(total).toBeGreaterThan(250_000);
  expect(total).toBeLessThan(350_000);
  expect(tables).toMatchObject({ course_family: 13, course: 15, student_profile: 1_201 });
});

test('has parts that point to themselves and the shared one only', () => {
  const [first, ...units] = semester.parts(origin, semester.parameters.parse({ students: 30, weeks: 3 }));
  expect(units).toHaveLength(13);
  const strangers: string[] = [];
  for (const unit of units) {
    const ids = new Set([...(first?.values() ?? []), ...unit.values()].flat().map((row) => row['id']));
    for (const { name, entity, relations } of tablesOf(course)) {
      const rows = unit.get(entity) ?? [];
      for (const [relation, target] of relations) {
        // Those of the schema are in no part.
        if (course.lookups.some((lookup) => lookup.entity === target)) continue;
        const isStrange = ({ [relation]: key }: (typeof rows)[number]) => key !== null && !ids.has(key);
        if (rows.some(isStrange)) strangers.push(`${name}.${relation}`);
      }
    }
  }
  expect(strangers).toEqual([]);
  expect(units.flatMap((unit) => [...unit.keys()].map(({ name }) => name))).not.toContain('User');
});

describe('a semester', () => {
  let client: pg.Client;

  beforeAll(async () => {
    ({ client } = await freshDatabase({ template: 'course' }));
    await seed(client, course, semester, origin, { parameters });
  });

  /** The rows of a query, each as a list of its values. */
  const rows = async (text: string): Promise<unknown[][]> =>
    (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  const numbers = async (text: string): Promise<number[]> => (await rows(text)).flat().map(Number);

  test('has a course for each of twelve families of six faculties, and one that was held before', async () => {
    const running = `select c.* from course c where exists (select from course_member where course_id = c.id
      and course_role_id = '_student') and not properties ? 'archived'`;
    expect(await numbers(`select count(*) from (${running}) c group by course_family_id`)).toEqual(
      Array(12).fill(1),
    );
    expect(await numbers(`select count(distinct organization_id) from (${running}) c`)).toEqual([6]);
    expect(
      await numbers(`select count(*) from course c join (${running}) k on k.course_family_id = c.course_family_id
        where c.properties ? 'archived'`),
    ).toEqual([1]);
  });

  test('has a group as large as a lecture', async () => {
    const sizes = await numbers(`select count(*) from course_member where course_group_id is not null
      group by course_group_id order by 1 desc`);
    expect(sizes[0]).toBeGreaterThan(35);
    expect(sizes[1]).toBeLessThan(30);
  });

  test('has students in several courses, but in one of a subject at most, if they do not repeat it', async () => {
    expect(
      await rows(`select user_id from course_member m join course c on c.id = m.course_id
        join course_family f on f.id = c.course_family_id where course_role_id = '_student'
        and not c.properties ? 'archived' group by user_id, f.path having count(*) > 1`),
    ).toEqual([]);
    const courses = await numbers(`select count(m.id) from student_profile p left join (course_member m
      join course c on c.id = m.course_id and not c.properties ? 'archived') on m.user_id = p.user_id
      and m.course_role_id = '_student' group by p.id`);
    expect(courses).toHaveLength(241);
    expect(new Set(courses).size).toBeGreaterThan(3);
    expect(Math.max(...courses)).toBe(4);
    const mean = courses.reduce((sum, count) => sum + count, 0) / 241;
    expect(mean).toBeGreaterThan(2.2);
    expect(mean).toBeLessThan(2.6);
  });

  test('has staff who work in several courses', async () => {
    const courses = await numbers(`select count(*) from course_member where course_role_id <> '_student'
      group by user_id`);
    expect(Math.max(...courses)).toBeGreaterThan(1);
    expect(Math.max(...courses)).toBeLessThan(8);
    expect(
      await numbers(`select count(*) from course c where exists (select from course_member m
        where m.course_id = c.id and course_role_id = '_student') and not exists (select from course_member m
        where m.course_id = c.id and course_role_id = '_study_assistant')`),
    ).toEqual([0]);
  });

  test('has handed in until the running week, and nothing for those to come', async () => {
    const weeks = await numbers(`select count(distinct g.id) from generate_series(1, 9) as week
      join course_content u on u.position = week and nlevel(u.path) = 1
      join course k on k.id = u.course_id and not k.properties ? 'archived'
      join course_content c on c.course_id = u.course_id and c.path <@ u.path
      left join course_submission_group g on g.course_content_id = c.id group by week order by week`);
    expect(Math.min(...weeks.slice(0, 6))).toBeGreaterThan(500);
    expect(weeks.slice(6)).toEqual([0, 0, 0]);
  });

  test('has late work, graded and not yet graded groups', async () => {
    const over = `course_submission_group g join course_content c on c.id = g.course_content_id
      join course_content_type t on t.id = c.course_content_type_id and t.course_content_kind_id = 'assignment'
      where (c.properties->>'deadline')::timestamptz < '${DEFAULT_NOW.toISOString()}'`;
    const [graded = 0, ungraded = 0] = await numbers(
      `select unnest(array[count(grading), count(*) - count(grading)]) from ${over}`,
    );
    expect(graded / (graded + ungraded)).toBeGreaterThan(0.5);
    expect(ungraded / (graded + ungraded)).toBeGreaterThan(0.1);
    const [late = 0] =
      await numbers(`select avg((r.created_at > (c.properties->>'deadline')::timestamptz)::int)
      from result r join course_content c on c.id = r.course_content_id where r.submit`);
    expect(late).toBeGreaterThan(0.03);
    expect(late).toBeLessThan(0.2);
  });

  test('has lost students, who do nothing any more', async () => {
    const [left = 0] =
      await numbers(`select avg(coalesce(properties ? 'withdrawn', false)::int) from course_member
      where course_role_id = '_student'`);
    expect(left).toBeGreaterThan(0.05);
    expect(left).toBeLessThan(0.2);
    expect(
      await rows(`select r.id from result r join course_member m on m.id = r.course_member_id
        where m.properties ? 'withdrawn' and r.created_at > m.updated_at`),
    ).toEqual([]);
  });
});
