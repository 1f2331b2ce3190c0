import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../../src/domains.ts';
import { colors } from '../../../src/entities/course/content.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { semester } from '../../../src/seeders/course/semester.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { freshDatabase } from '../../support/database.ts';

const onlyInEdgeCases = 'some deployed databases refuse these; `edge-cases` has them';
const ofTheSchema = 'rows of the schema';
const pagesReadIt = 'pages of the platform read the repository from it';
const signingIn = 'sessions are written by signing in and out, and by nobody';

/** Nullable columns that are always null, or never, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'course.properties': pagesReadIt,
  'course_content.properties': pagesReadIt,
  'course_content_kind.description': ofTheSchema,
  'course_content_kind.title': ofTheSchema,
  'course_family.properties': pagesReadIt,
  'course_member.properties': pagesReadIt,
  'course_role.description': ofTheSchema,
  'course_role.title': ofTheSchema,
  'course_submission_group.properties': pagesReadIt,
  'organization.properties': pagesReadIt,
  'organization.title': onlyInEdgeCases,
  'organization.user_id': onlyInEdgeCases,
  'result.created_by': 'a run is started by a person',
  'result.updated_by': 'the test system changes results, and is no user',
  'role.title': 'a role is chosen by its title',
  'session.created_by': signingIn,
  'session.properties': signingIn,
  'session.updated_by': signingIn,
  'user.auth_token': onlyInEdgeCases,
  'user.token_expiration': onlyInEdgeCases,
};

/** Values of enum types that are in no row, and why. */
const unused: Readonly<Record<string, string>> = {
  'organization.organization_type user': onlyInEdgeCases,
  'user.user_type token': onlyInEdgeCases,
};

const graded = `course_submission_group g join course_content c on c.id = g.course_content_id`;
const over = `(c.properties->>'deadline')::timestamptz < '${DEFAULT_NOW.toISOString()}'`;
const last = `(select r.id from result r where r.course_submission_group_id = g.id and r.submit
  order by r.created_at desc limit 1)`;
const student = `course_role_id = '_student'`;

/** Queries of which each has rows in every semester. */
const states: readonly (readonly [state: string, rows: string])[] = [
  ['results that wait', 'select from result where status in (3, 4)'],
  ['results that failed', 'select from result where status = 1'],
  ['results that were cancelled', 'select from result where status = 2'],
  ['results of a test system that was down', 'select from result where status = 6'],
  ['a test system that is out of use', `select from execution_backend where properties ? 'retired'`],
  ['a test system that is not set up', 'select from execution_backend where properties is null'],
  [
    'a grading backlog',
    `select from ${graded} where grading is null and ${over} and exists ${last.replace('r.id', '')}`,
  ],
  [
    'gradings that differ from the tests',
    `select from ${graded} join result r on r.id = ${last} where abs(g.grading - r.result) > 0.1`,
  ],
  ['regrades', 'select from course_submission_group where grading is not null and version > 1'],
  ['extensions', `select from course_submission_group where properties ? 'extension'`],
  [
    'submissions after a grading',
    `select from ${graded} where g.version > 1 and (select count(*) from result r
      where r.course_submission_group_id = g.id and r.submit) > 1`,
  ],
  [
    'runs that are used up',
    `select from ${graded} where g.max_test_runs = (select count(*) from result r where r.course_submission_group_id = g.id)`,
  ],
  [
    'submissions that are used up',
    `select from ${graded} where g.max_submissions > 1 and g.max_submissions =
      (select count(*) from result r where r.course_submission_group_id = g.id and r.submit)`,
  ],
  [
    'tries of which none was handed in',
    `select from ${graded} where ${over} and exists (select from result r where r.course_submission_group_id = g.id)
      and not exists (select from result r where r.course_submission_group_id = g.id and r.submit)`,
  ],
  [
    'submissions that ended at the time limit',
    'select from result where status = 1 and submit and result_json is not null',
  ],
  ['runs of no team', 'select from result where course_submission_group_id is null'],
  [
    'members with a grading of their own',
    'select from course_submission_group_member where grading is not null',
  ],
  [
    'an assistant who is a student elsewhere',
    `select from course_member m join course_member s on s.user_id = m.user_id and s.${student}
      where m.course_role_id = '_study_assistant' and s.course_id <> m.course_id`,
  ],
  [
    'students who take a course again',
    `select from course_member m join course c on c.id = m.course_id join course e on e.course_family_id = c.course_family_id
      and e.properties ? 'archived' join course_member s on s.course_id = e.id and s.user_id = m.user_id
      where m.${student} and s.${student} and c.properties->>'copied_from' = e.properties->'gitlab'->>'full_path'`,
  ],
  ['an archived organization', 'select from organization where archived_at is not null'],
  [
    'archived content of a course that goes on',
    `select from course_content c join course k on k.id = c.course_id
      where c.archived_at is not null and not k.properties ? 'archived'`,
  ],
  ['archived people', 'select from "user" where archived_at is not null'],
  [
    'a course with contents and nobody in it',
    `select from course k where exists (select from course_content where course_id = k.id
      and properties ? 'deadline') and not exists (select from course_member where course_id = k.id and ${student})`,
  ],
  ['a course without a title', 'select from course where title is null'],
  ['a withdrawal', `select from course_member where properties ? 'withdrawn'`],
  ['an edited profile', 'select from profile where version > 0'],
];

describe.each([0, 1, 2])('a semester of seed %i', (number) => {
  let client: pg.Client;

  beforeAll(async () => {
    ({ client } = await freshDatabase({ template: 'course' }));
    await seed(
      client,
      course,
      semester,
      { seed: number, now: DEFAULT_NOW },
      { parameters: { students: 120, weeks: 6 } },
    );
  });

  const column = async (text: string): Promise<unknown[]> =>
    (await client.query<unknown[]>({ text, rowMode: 'array' })).rows.map(([value]) => value);

  /** Of queries made by a query of the catalogue, all rows. */
  const all = async (queries: string): Promise<unknown[]> =>
    column((await column(queries)).join(' union all '));

  test('has every nullable column with a value and without one', async () => {
    const found =
      await all(`select format('select %L from %I having count(*) filter (where %I is null) in (0, count(*))',
      table_name || '.' || column_name, table_name, column_name)
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and is_nullable = 'YES'`);
    expect(found.filter((name) => !(String(name) in exceptions))).toEqual([]);
  });

  test('has every value of every enum', async () => {
    const missing = await all(`select format('select %L where not exists (select from %I where %I = %L)',
      format('%s.%s %s', table_name, column_name, enumlabel), table_name, column_name, enumlabel)
      from information_schema.columns join pg_type on typname = udt_name join pg_enum on enumtypid = pg_type.oid
      join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE'`);
    expect(missing.filter((name) => !(String(name) in unused))).toEqual([]);
    expect(await column('select count(distinct color)::int from course_content_type')).toEqual([
      colors.length,
    ]);
  });

  test('has every row of the schema in use', async () => {
    expect(
      await column(`select id from role where builtin and not exists (select from user_role where role_id = role.id)
        union all select id from course_role where not exists (select from course_member where course_role_id = course_role.id)
        union all select id from course_content_kind k where not exists (select from course_content_type t
          join course_content c on c.course_content_type_id = t.id where t.course_content_kind_id = k.id)`),
    ).toEqual([]);
  });

  test('has versions above zero exactly where rows have changed', async () => {
    expect(
      await all(`select format('select %L from %I where (version > 0) <> (updated_at > created_at)', table_name, table_name)
        from information_schema.columns join information_schema.tables using (table_schema, table_name)
        where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'version'`),
    ).toEqual([]);
  });

  test('has what happens in life', async () => {
    const missing = await column(
      states.map(([state, rows]) => `select '${state}' where not exists (${rows})`).join(' union all '),
    );
    expect(missing).toEqual([]);
  });

  test('has put away a course that is over, with all its contents', async () => {
    const archived = `(select id from course where properties ? 'archived')`;
    expect(await column(`select count(*)::int from ${archived}`)).toEqual([1]);
    expect(
      await column(`select id from course_content where course_id in ${archived} and archived_at is null
        union all select c.id from ${graded} where c.course_id in ${archived} and g.grading is null and exists ${last}
        and exists (select from course_content_type t where t.id = c.course_content_type_id and course_content_kind_id = 'assignment')
        union all select r.id from result r join course_content c on c.id = r.course_content_id
        where c.course_id in ${archived} and r.created_at > c.archived_at`),
    ).toEqual([]);
  });

  test('has contents of the versions that they were copied from, and some that were revised', async () => {
    const [same, other] =
      await column(`select unnest(array[count(*) filter (where n.version_identifier = o.version_identifier),
      count(*) filter (where n.version_identifier <> o.version_identifier)])::int
      from course k join course e on e.course_family_id = k.course_family_id and e.properties ? 'archived' and k.id <> e.id
      join course_content n on n.course_id = k.id join course_content o on o.course_id = e.id and o.path = n.path`);
    expect(Number(same)).toBeGreaterThan(Number(other));
    expect(Number(other)).toBeGreaterThan(0);
  });
});
