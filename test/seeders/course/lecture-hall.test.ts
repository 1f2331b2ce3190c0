import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../../src/domains.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { lectureHall } from '../../../src/seeders/course/lecture-hall.ts';
import { plan } from '../../../src/seeders/plan.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { freshDatabase } from '../../support/database.ts';

const origin = { seed: 0, now: DEFAULT_NOW };

test('has about 57,000 rows, and about 140 a student', () => {
  const { total } = plan(course, lectureHall, {}, origin);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(64_000);
  const twice = plan(course, lectureHall, { students: 800, groups: 32 }, origin).total;
  expect(twice / total).toBeCloseTo(2, 0);
});

describe('a lecture hall', () => {
  let client: pg.Client;

  beforeAll(async () => {
    ({ client } = await freshDatabase({ template: 'course' }));
    await seed(client, course, lectureHall, origin);
  });

  /** The rows of a query, each as a list of its values. */
  const rows = async (text: string): Promise<unknown[][]> =>
    (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;

  test('has one course with 400 students in 16 groups of 25, and 8 assistants', async () => {
    expect(
      await rows('select course_role_id, count(*)::int from course_member group by 1 order by 1'),
    ).toEqual([
      ['_maintainer', 1],
      ['_owner', 1],
      ['_student', 400],
      ['_study_assistant', 8],
    ]);
    expect(
      await rows(`select distinct count(*)::int from course_member where course_role_id = '_student'
        group by course_group_id`),
    ).toEqual([[25]]);
  });

  test('has an assignment and a quiz in each of 12 weeks, every third assignment for teams, and a folder to train with', async () => {
    expect(
      await rows(`select t.course_content_kind_id, max_group_size, count(*)::int from course_content c
        join course_content_type t on t.id = c.course_content_type_id group by 1, 2 order by 1, 2`),
    ).toEqual([
      ['assignment', 1, 8],
      ['assignment', 2, 2],
      ['assignment', 3, 2],
      ['folder', null, 1],
      ['quiz', 1, 14],
      ['unit', null, 12],
    ]);
  });

  test('loses some of its students, who do nothing any more', async () => {
    const left = `course_member where properties ? 'withdrawn'`;
    const [[count = 0] = []] = await rows(`select count(*)::int from ${left}`);
    expect(count).toBeGreaterThan(20);
    expect(count).toBeLessThan(60);
    expect(
      await rows(`select id from ${left} and (properties->>'withdrawn')::timestamptz <> updated_at`),
    ).toEqual([]);
    expect(
      await rows(`select r.id from result r join (select * from ${left}) m on m.id = r.course_member_id
        where r.created_at >= m.updated_at`),
    ).toEqual([]);
  });

  test('is written in by many', async () => {
    const [[senders = 0, messages = 0] = []] = await rows(
      'select count(distinct sender)::int, count(*)::int from codeability_message',
    );
    expect(senders).toBeGreaterThan(50);
    expect(messages).toBeGreaterThan(200);
  });
});
