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

  test('improve with every attempt at an assignment', async () => {
    expect(await rows(`select * from (${attempts}) a where result < before`)).toEqual([]);
    const [risen = 0, again = 1] = await numbers(
      `select unnest(array[count(*) filter (where result > before), count(before)]) from (${attempts}) a`,
    );
    expect(risen / again).toBeGreaterThan(0.8);
  });

  test('are several for most who have begun', async () => {
    const [several = 0, all = 1] = await numbers(
      `select unnest(array[count(*) filter (where attempts > 1), count(*)]) from
        (select distinct course_submission_group_id, attempts from (${attempts}) a) g`,
    );
    expect(several / all).toBeGreaterThan(0.6);
  });

  test('are submitted once a group, with the last', async () => {
    expect(
      await rows(`select course_submission_group_id from (${attempts}) a group by 1
        having count(*) filter (where submit) <> 1
            or max(created_at) <> max(created_at) filter (where submit)`),
    ).toEqual([]);
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
    expect(right).toBeGreaterThan(1_000);
  });

  test('name the same checks in every attempt at a task, test cases for code and parts for quizzes', async () => {
    const lists = await rows(
      `select t.course_content_kind_id, count(distinct jsonb_path_query_array(result_json, '$.tests[*].name'))::int,
         bool_and(jsonb_path_query_array(result_json, '$.tests[*].name')->>0 = 'Part 1')
       from result r join course_content c on c.id = r.course_content_id
       join course_content_type t on t.id = c.course_content_type_id
       where r.status = 0 group by 1, c.id`,
    );
    expect(lists).toHaveLength(24);
    for (const [kind, different, parts] of lists) expect([different, parts]).toEqual([1, kind === 'quiz']);
    expect(
      await rows(`select from result r join course_content c on c.id = r.course_content_id
        join course_content_type t on t.id = c.course_content_type_id
        where t.course_content_kind_id = 'quiz' and result_json::text ~ 'Error|expected'`),
    ).toEqual([]);
  });

  test('are called complete only where they are', async () => {
    const [complete = 0, other] = await numbers(
      `select unnest(array[count(*) filter (where grading = 1), count(*) filter (where grading < 1)])
         from course_submission_group where properties->>'feedback' ~ '[Cc]omplete[ :,].*(correct|functions)|All requirements'`,
    );
    expect(complete).toBeGreaterThan(0);
    expect(other).toBe(0);
  });

  test('are graded where a week has been over for some days, and nowhere else', async () => {
    const weeks =
      await rows(`select count(grading)::int, count(distinct g.id)::int from course_submission_group g
      join course_content c on c.id = g.course_content_id
      join course_content_type t on t.id = c.course_content_type_id and t.course_content_kind_id = 'assignment'
      join result r on r.course_submission_group_id = g.id and r.submit
      group by split_part(c.path::text, '.', 1) order by min(g.created_at)`);
    expect(weeks).toHaveLength(8);
    for (const [graded, submitted] of weeks.slice(0, -2)) expect(graded).toBe(submitted);
    const [[graded = 0, submitted = 0] = [], [running] = []] = weeks.slice(-2);
    expect(graded).toBeGreaterThan(0);
    expect(graded).toBeLessThan(Number(submitted));
    expect(running).toBe(0);
  });

  test('are handed in late by a few, who are graded nevertheless', async () => {
    const late =
      await rows(`select r.created_at - (c.properties->>'deadline')::timestamptz < interval '28 hours',
        g.grading is not null or t.course_content_kind_id = 'quiz'
      from result r join course_content c on c.id = r.course_content_id
      join course_content_type t on t.id = c.course_content_type_id
      join course_submission_group g on g.id = r.course_submission_group_id
      where r.created_at > (c.properties->>'deadline')::timestamptz and r.created_at < '2026-01-11'`);
    expect(late.length).toBeGreaterThan(5);
    expect(late.length).toBeLessThan(60);
    for (const row of late) expect(row).toEqual([true, true]);
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
