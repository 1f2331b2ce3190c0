import { beforeAll, describe, expect, test } from 'vitest';
import { type SeededClassroom, seededClassroom } from './seeded-classroom.ts';

let total: SeededClassroom['total'];
let rows: SeededClassroom['rows'];
let numbers: SeededClassroom['numbers'];

beforeAll(async () => {
  ({ total, rows, numbers } = await seededClassroom());
});

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
      `select count(*), count(distinct given_name || family_name) from "user" where given_name is not null`,
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
  for (const permission of permissions) expect(permission).toMatch(/:get$/);
});

describe('the course', () => {
  test('is the only one, of a department of a university', async () => {
    expect(await numbers('select count(*) from course')).toEqual([1]);
    expect(
      await rows(`select nlevel(o.path), count(*)::int from organization o group by 1 order by 1`),
    ).toEqual([
      [1, 2],
      [2, 5],
    ]);
    expect(
      await numbers('select nlevel(o.path) from course c join organization o on o.id = c.organization_id'),
    ).toEqual([2]);
  });

  test('is held in the town of its university', async () => {
    expect(
      await numbers(
        'select count(distinct (locality, region, country)) from organization where locality is not null',
      ),
    ).toEqual([1]);
  });

  test('has 8 units with assignments and quizzes, and a folder to train with', async () => {
    expect(
      await rows(`select t.course_content_kind_id, count(*)::int from course_content c
        join course_content_type t on t.id = c.course_content_type_id group by 1 order by 1`),
    ).toEqual([
      ['assignment', 16],
      ['folder', 1],
      ['quiz', 10],
      ['unit', 8],
    ]);
    expect(
      await numbers(
        `select count(*) from course_content where nlevel(path) = 2 and path ~ 'week_*.*' group by subpath(path, 0, 1)`,
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

  test('gives each student who is there one place in each task', async () => {
    expect(
      await rows(`select course_member_id from course_submission_group_member
        group by course_member_id, course_content_id having count(*) > 1`),
    ).toEqual([]);
    const places = await numbers(
      'select count(*) from course_submission_group_member group by course_content_id',
    );
    expect(places).toHaveLength(24);
    expect(Math.max(...places)).toBe(24);
    expect(Math.min(...places)).toBeGreaterThan(18);
  });
});

/** Of moments in a column: the share that is outside of these hours of the campus, or on a weekend. */
const outside = (table: string, column: string, [from, to]: readonly [number, number], where = 'true') =>
  numbers(`select coalesce(avg((extract(hour from ${column} at time zone 'Europe/Dublin') not between ${from} and ${to - 1})::int), 0)
    from ${table} where ${where}`);
const onWeekends = (table: string, column: string, where = 'true') =>
  numbers(
    `select avg((extract(isodow from ${column} at time zone 'Europe/Dublin') > 5)::int) from ${table} where ${where}`,
  );

describe('what people do', () => {
  const written = `sender in (select user_id from course_member where course_role_id = '_student')`;

  test('they do while they are awake', async () => {
    for (const [table, column] of [
      ['result', 'created_at'],
      ['course_submission_group', 'created_at'],
      ['codeability_message', 'created_at'],
      ['codeability_message_read', 'read_at'],
      ['session', 'created_at'],
    ] as const) {
      const [atNight = 1] = await outside(table, column, [6, 24]);
      expect(atNight, table).toBeLessThan(0.1);
    }
  });

  test('staff do in office hours', async () => {
    expect(await outside('course_submission_group', 'updated_at', [8, 17], 'grading is not null')).toEqual([
      0,
    ]);
    expect(await onWeekends('course_submission_group', 'updated_at', 'grading is not null')).toEqual([0]);
    expect(await outside('codeability_message', 'created_at', [8, 17], `type = 'note'`)).toEqual([0]);
    expect(await onWeekends('codeability_message', 'created_at', `type = 'note'`)).toEqual([0]);
  });

  test('students do at weekends too, and in the holidays hardly at all', async () => {
    const [share = 0] = await onWeekends('result', 'created_at');
    expect(share).toBeGreaterThan(0.005);
    expect(share).toBeLessThan(0.4);
    const [holidays = 1] = await numbers(
      `select avg((created_at between '2025-12-23' and '2026-01-04')::int) from result`,
    );
    expect(holidays).toBeLessThan(0.05);
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
        where type = 'message' and ${written} and t.course_content_kind_id = '${kind}'`);
    const [quizzes, assignments] = [await about('quiz'), await about('assignment')];
    expect(quizzes.length).toBeGreaterThan(0);
    expect(assignments.length).toBeGreaterThan(0);
    expect(
      quizzes.filter((row) => /quiz|part|question|answer/i.test(String(row))).length / quizzes.length,
    ).toBeGreaterThan(0.6);
    expect(quizzes.filter((row) => /python|compile|traceback/i.test(String(row)))).toEqual([]);
  });
});

test('messages are written every week, by teachers and students, and read by some', async () => {
  const weeks = await numbers(`select count(*) from codeability_message
    where created_at >= '2025-11-10' group by date_trunc('week', created_at at time zone 'UTC')`);
  expect(weeks.length).toBeGreaterThanOrEqual(8);
  const [[messages, senders, reads] = []] = await rows(`select count(*)::int, count(distinct sender)::int,
    (select count(*)::int from codeability_message_read) from codeability_message`);
  expect(messages).toBeGreaterThan(40);
  expect(senders).toBeGreaterThan(10);
  expect(reads).toBeGreaterThan(200);
});
