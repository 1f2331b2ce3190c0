import { beforeAll, describe, expect, test } from 'vitest';
import { type SeededClassroom, seededClassroom } from './seeded-classroom.ts';

let rows: SeededClassroom['rows'];
let numbers: SeededClassroom['numbers'];

beforeAll(async () => {
  ({ rows, numbers } = await seededClassroom());
});

describe('results', () => {
  /** Attempts of a group for a task that came to an end, in the order of their time. */
  const attempts = `select course_submission_group_id, result, submit, created_at,
      lag(result) over w as before, count(*) over (partition by course_submission_group_id) as attempts
    from result where status = 0 window w as (partition by course_submission_group_id order by created_at)`;

  test('improve with most attempts, and get worse with a few', async () => {
    const [risen = 0, fallen = 0, again = 1] = await numbers(
      `select unnest(array[count(*) filter (where result > before), count(*) filter (where result < before), count(before)])
         from (${attempts}) a`,
    );
    expect(risen / again).toBeGreaterThan(0.5);
    expect(fallen / again).toBeLessThan(0.15);
    expect(fallen).toBeGreaterThan(0);
  });

  test('are one for many, and more than eight for a few', async () => {
    const [one = 0, many = 0, all = 1] = await numbers(
      `select unnest(array[count(*) filter (where attempts = 1), count(*) filter (where attempts > 8), count(*)]) from
        (select distinct course_submission_group_id, attempts from (${attempts}) a) g`,
    );
    expect(one / all).toBeGreaterThan(0.25);
    expect(one / all).toBeLessThan(0.55);
    expect(many).toBeGreaterThan(3);
  });

  test('are submitted by most, a few more than once, and never before the first attempt', async () => {
    const [once = 0, again = 0, never = 0] = await numbers(
      `select unnest(array[count(*) filter (where submitted = 1), count(*) filter (where submitted > 1),
         count(*) filter (where submitted = 0)]) from
        (select count(*) filter (where submit) as submitted from (${attempts}) a group by course_submission_group_id) g`,
    );
    expect(once).toBeGreaterThan(10 * again);
    expect(again).toBeGreaterThan(0);
    expect(never).toBeGreaterThan(0);
  });

  test('are what their reports say', async () => {
    const reported = `(result_json->'summary'->>'passed')::float / (result_json->'summary'->>'total')::float`;
    const listed = `jsonb_path_query_array(result_json, '$.tests[*] ? (@.result == "PASSED")')`;
    const [wrong, right] = await numbers(
      `select unnest(array[count(*) filter (where said is distinct from result or passed is distinct from listed),
         count(*) filter (where said = result and passed = listed)])
       from (select result, ${reported} as said, (result_json->'summary'->>'passed')::int as passed,
               jsonb_array_length(${listed}) as listed from result where status = 0) r`,
    );
    expect(wrong).toBe(0);
    expect(right).toBeGreaterThan(700);
  });

  test('name the same checks in every attempt at a task, and others in other tasks', async () => {
    const lists = await rows(
      `select count(distinct jsonb_path_query_array(result_json, '$.tests[*].name'))::int,
         min(result_json->'tests'->0->>'name')
       from result where status = 0 group by course_content_id`,
    );
    expect(lists.length).toBeGreaterThan(20);
    for (const [different] of lists) expect(different).toBe(1);
    expect(new Set(lists.map(([, first]) => first)).size).toBeGreaterThan(20);
    expect(
      await rows(`select from result r join course_content c on c.id = r.course_content_id
        join course_content_type t on t.id = c.course_content_type_id
        where t.course_content_kind_id = 'quiz' and jsonb_path_exists(result_json, '$.tests[*].resultMessage ? (@ like_regex "Error|expected")')`),
    ).toEqual([]);
  });

  test('are called complete only where all tests passed', async () => {
    const [complete = 0, other] = await numbers(
      `select unnest(array[count(*) filter (where best = 1), count(*) filter (where best < 1)])
         from (select properties->>'feedback' as feedback, (select max(result) from result where course_submission_group_id = g.id) as best
           from course_submission_group g) g
         where feedback ~ '[Cc]omplete[ :,].*(correct|functions)|All requirements'`,
    );
    expect(complete).toBeGreaterThan(0);
    expect(other).toBe(0);
  });

  test('are graded after the deadline, in the order of the weeks, and not before', async () => {
    const weeks =
      await rows(`select count(grading)::int, count(distinct g.id)::int from course_submission_group g
      join course_content c on c.id = g.course_content_id
      join course_content_type t on t.id = c.course_content_type_id and t.course_content_kind_id = 'assignment'
      join result r on r.course_submission_group_id = g.id and r.submit
      group by split_part(c.path::text, '.', 1) order by min(g.created_at)`);
    expect(weeks).toHaveLength(8);
    for (const [graded = 0, submitted = 0] of weeks.slice(0, 4)) {
      expect(Number(graded) / Number(submitted)).toBeGreaterThan(0.85);
    }
    expect(weeks.at(-1)?.[0]).toBe(0);
    expect(
      await rows(`select g.id from course_submission_group g join course_content c on c.id = g.course_content_id
        where grading is not null and g.updated_at < (c.properties->>'deadline')::timestamptz`),
    ).toEqual([]);
  });

  test('are handed in late by a few, some by more than a week', async () => {
    const [late = 0, weeks = 0, all = 1] = await numbers(`select unnest(array[
        count(*) filter (where last > deadline), count(*) filter (where last > deadline + interval '7 days'), count(*)])
      from (select max(r.created_at) as last, (c.properties->>'deadline')::timestamptz as deadline
        from result r join course_content c on c.id = r.course_content_id group by r.course_submission_group_id, c.id) g
      where deadline < '2026-01-12'`);
    expect(late / all).toBeGreaterThan(0.06);
    expect(late / all).toBeLessThan(0.2);
    expect(weeks).toBeGreaterThan(0);
  });

  test('are spread over good and bad', async () => {
    const [low = 1, middle = 0, high = 1] = await numbers(`select unnest(array[
      avg((grading < 0.5)::int), avg((grading between 0.5 and 0.9)::int), avg((grading > 0.9)::int)])
      from course_submission_group where grading is not null`);
    expect(low).toBeLessThan(0.25);
    expect(middle).toBeGreaterThan(0.4);
    expect(high).toBeLessThan(0.45);
  });
});
