import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';

let client: pg.Client;
let total: number;

beforeAll(async () => {
  ({ client } = await freshDatabase({ template: 'course' }));
  ({ rows: total } = await seed(client, course, classroom, { seed: 0, at: DEFAULT_AT }));
});

/** The rows of a query, each as a list of its values. */
async function rows(text: string): Promise<unknown[][]> {
  return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
}

async function numbers(text: string): Promise<number[]> {
  return (await rows(text)).flat().map(Number);
}

test('has 3,000 to 6,000 rows', () => {
  expect(total).toBeGreaterThanOrEqual(3_000);
  expect(total).toBeLessThanOrEqual(6_000);
});

test('leaves no table empty', async () => {
  const tables = await rows(`select format('select %L from %I having count(*) = 0', tablename, tablename)
    from pg_tables where schemaname = 'public'`);
  expect(tables).toHaveLength(28); // and the table of the migrations
  expect(await rows(tables.flat().join(' union all '))).toEqual([]);
});

describe('people', () => {
  test('are an owner, a maintainer, two study assistants and 24 students', async () => {
    expect(
      await rows('select course_role_id, count(*)::int from course_member group by 1 order by 1'),
    ).toEqual([
      ['_maintainer', 1],
      ['_owner', 1],
      ['_student', 24],
      ['_study_assistant', 2],
    ]);
  });

  test('are spread over three groups', async () => {
    expect(
      await numbers(`select count(m.id) from course_group g left join course_member m on m.course_group_id = g.id
        group by g.id`),
    ).toEqual([8, 8, 8]);
  });

  test('have accounts and profiles, and all students student profiles', async () => {
    expect(
      await rows(`select u.id from "user" u where not exists (select from account where user_id = u.id)
        or not exists (select from profile where user_id = u.id)`),
    ).toEqual([]);
    expect(
      await rows(`select id from course_member m where course_role_id = '_student'
        and not exists (select from student_profile where user_id = m.user_id)`),
    ).toEqual([]);
  });

  test('have names of their own', async () => {
    const [[people, names] = []] = await rows(
      `select count(*), count(distinct given_name || family_name) from "user"`,
    );
    expect(names).toBe(people);
  });

  test('include administrators and owners of claims', async () => {
    expect(await numbers(`select count(*) from user_role where role_id = '_admin'`)).toEqual([1]);
    expect(
      await rows(
        'select from role r where not builtin and not exists (select from role_claim where role_id = r.id)',
      ),
    ).toEqual([]);
  });
});

test('an auditor may read and nothing else', async () => {
  const permissions = (await rows(`select claim_value from role_claim where role_id = 'auditor'`)).flat();
  expect(permissions).toHaveLength(3);
  for (const permission of permissions) expect(permission).toMatch(/:read$/);
});

describe('the course', () => {
  test('is the only one, of a department of a university', async () => {
    expect(await numbers('select count(*) from course')).toEqual([1]);
    expect(
      await rows(`select nlevel(o.path), count(*)::int from organization o group by 1 order by 1`),
    ).toEqual([
      [1, 1],
      [2, 4],
    ]);
    expect(
      await numbers('select nlevel(o.path) from course c join organization o on o.id = c.organization_id'),
    ).toEqual([2]);
  });

  test('is held in the town of its university', async () => {
    expect(await numbers('select count(distinct (locality, region, country)) from organization')).toEqual([
      1,
    ]);
  });

  test('has 8 units with assignments and quizzes', async () => {
    expect(
      await rows(`select t.course_content_kind_id, count(*)::int from course_content c
        join course_content_type t on t.id = c.course_content_type_id group by 1 order by 1`),
    ).toEqual([
      ['assignment', 16],
      ['quiz', 8],
      ['unit', 8],
    ]);
    expect(
      await numbers(
        `select count(*) from course_content where nlevel(path) = 2 group by subpath(path, 0, 1)`,
      ),
    ).toEqual(Array(8).fill(3));
  });

  test('has tasks for groups of one, two and three', async () => {
    const sizes = await numbers(
      'select distinct max_group_size from course_content where max_group_size is not null',
    );
    expect(sizes.sort()).toEqual([1, 2, 3]);
    const used = await numbers(`select distinct count(*) from course_submission_group_member
      group by course_submission_group_id`);
    expect(used.sort()).toEqual([1, 2, 3]);
  });

  test('gives each student one place in each task', async () => {
    expect(
      await numbers('select count(*) from course_submission_group_member group by course_content_id'),
    ).toEqual(Array(24).fill(24));
  });
});

describe('results', () => {
  /** Attempts of a group for a task, in the order of their time. */
  const attempts = `select course_submission_group_id, result, submit, created_at,
      lag(result) over w as before, count(*) over (partition by course_submission_group_id) as attempts
    from result window w as (partition by course_submission_group_id order by created_at)`;

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
    const listed = `jsonb_path_query_array(result_json, '$.tests[*] ? (@.outcome == "passed")')`;
    const [wrong, right] = await numbers(
      `select unnest(array[count(*) filter (where said is distinct from result or passed is distinct from listed),
         count(*) filter (where said = result and passed = listed)])
       from (select result, ${reported} as said, (result_json->'summary'->>'passed')::int as passed,
               jsonb_array_length(${listed}) as listed from result) r`,
    );
    expect(wrong).toBe(0);
    expect(right).toBeGreaterThan(1_000);
  });

  test('name the same checks in every attempt at a task, test cases for code and parts for quizzes', async () => {
    const lists = await rows(
      `select t.course_content_kind_id, count(distinct jsonb_path_query_array(result_json, '$.tests[*].name'))::int,
         bool_and(jsonb_path_query_array(result_json, '$.tests[*].name')->>0 = 'Part 1')
       from result r join course_content c on c.id = r.course_content_id
       join course_content_type t on t.id = c.course_content_type_id group by 1, c.id`,
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
         from course_submission_group where status ~ '[Cc]omplete[ :,].*(correct|functions)|All requirements'`,
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

/** Of moments in a column: the share that is outside of these hours (UTC), or on a weekend. */
const outside = (table: string, column: string, [from, to]: readonly [number, number], where = 'true') =>
  numbers(`select count(*) from (select ${column} at time zone 'UTC' as at from ${table} where ${where}) as moments
    where extract(hour from at) not between ${from} and ${to - 1}`);
const onWeekends = (table: string, column: string, where = 'true') =>
  numbers(
    `select avg((extract(isodow from ${column} at time zone 'UTC') > 5)::int) from ${table} where ${where}`,
  );

describe('what people do', () => {
  const written = `sender in (select user_id from course_member where course_role_id = '_student')`;

  test('they do while they are awake', async () => {
    expect(await outside('result', 'created_at', [8, 22])).toEqual([0]);
    expect(await outside('course_submission_group', 'created_at', [8, 22])).toEqual([0]);
    expect(await outside('codeability_message', 'created_at', [7, 22])).toEqual([0]);
    expect(await outside('codeability_message_read', 'read_at', [7, 22])).toEqual([0]);
    expect(await outside('session', 'created_at', [8, 22])).toEqual([0]);
  });

  test('staff do in office hours', async () => {
    expect(await outside('course_submission_group', 'updated_at', [9, 17], 'grading is not null')).toEqual([
      0,
    ]);
    expect(await onWeekends('course_submission_group', 'updated_at', 'grading is not null')).toEqual([0]);
    expect(await outside('codeability_message', 'created_at', [9, 17], `type = 'note'`)).toEqual([0]);
    expect(await onWeekends('codeability_message', 'created_at', `type = 'note'`)).toEqual([0]);
  });

  test('students do at weekends too', async () => {
    for (const share of await onWeekends('result', 'created_at')) {
      expect(share).toBeGreaterThan(0.1);
      expect(share).toBeLessThan(0.6);
    }
    expect(await numbers(`select count(*) from codeability_message where ${written}`)).toEqual([22]);
  });

  test('they do one after the other', async () => {
    expect(
      await rows('select created_at from codeability_message group by created_at having count(*) > 1'),
    ).toEqual([]);
  });

  test('questions about quizzes are not about code', async () => {
    const about = (kind: string) =>
      rows(`select message from codeability_message m join course_content c on c.id = m.course_content_id
        join course_content_type t on t.id = c.course_content_type_id
        where ${written} and t.course_content_kind_id = '${kind}'`);
    const [quizzes, assignments] = [await about('quiz'), await about('assignment')];
    expect(quizzes.length).toBeGreaterThan(0);
    expect(assignments.length).toBeGreaterThan(0);
    expect(quizzes.filter((row) => !/"Quiz: /.test(String(row)))).toEqual([]);
    expect(assignments.filter((row) => /quiz/i.test(String(row)))).toEqual([]);
  });
});

test('messages are written every week, by teachers and students, and read by some', async () => {
  const weeks = await numbers(`select count(*) from codeability_message
    group by date_trunc('week', created_at at time zone 'UTC')`);
  expect(weeks).toHaveLength(8);
  const [[messages, senders, reads] = []] = await rows(`select count(*)::int, count(distinct sender)::int,
    (select count(*)::int from codeability_message_read) from codeability_message`);
  expect(messages).toBeGreaterThan(40);
  expect(senders).toBeGreaterThan(10);
  expect(reads).toBeGreaterThan(200);
});
