import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { course } from '../../../src/domains.ts';
import { resultStatus } from '../../../src/factories/course/result-status.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { classroom } from '../../../src/seeders/course/classroom.ts';
import { lectureHall } from '../../../src/seeders/course/lecture-hall.ts';
import { minimal } from '../../../src/seeders/course/minimal.ts';
import { semester } from '../../../src/seeders/course/semester.ts';
import { university } from '../../../src/seeders/course/university.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { freshDatabase } from '../../support/database.ts';

// What the platform's pages read of the rows, as ../shared/platforms tells it: without these they fail, or show nothing.

const repository = z.strictObject({
  url: z.literal('https://git.example.edu'),
  full_path: z.string().regex(/^[a-z0-9]+(\/[A-Za-z0-9._-]+)*$/),
});
const folder = repository.extend({ directory: z.string().regex(/^[a-z0-9_]+(\/[a-z0-9_]+)*$/) });
const report = z.strictObject({
  summary: z.strictObject({
    total: z.int().positive(),
    passed: z.int().min(0),
    failed: z.int().min(0),
    skipped: z.literal(0),
  }),
  tests: z.array(
    z.discriminatedUnion('result', [
      z.strictObject({
        name: z.string().min(1),
        result: z.literal('PASSED'),
        duration: z.number().positive(),
      }),
      z.strictObject({
        name: z.string().min(1),
        result: z.literal('FAILED'),
        resultMessage: z.string().min(1),
        duration: z.number().positive(),
      }),
    ]),
  ),
});
const moment = z.iso.datetime();
const commit = /^[0-9a-f]{40}$/;

/** What each row of a table must be like, by the SQL that makes one JSON value of it. */
const shapes: readonly (readonly [what: string, sql: string, shape: z.ZodType])[] = [
  ['organizations', 'select properties from organization', z.object({ gitlab: repository })],
  ['course families', 'select properties from course_family', z.object({ gitlab: repository })],
  [
    'courses',
    'select properties from course',
    z.object({ gitlab: repository, archived: moment.optional(), copied_from: z.string().optional() }),
  ],
  [
    'contents',
    'select properties from course_content',
    z.strictObject({ gitlab: folder, deadline: moment.optional() }),
  ],
  [
    'members',
    'select properties from course_member',
    z.strictObject({
      gitlab: repository.extend({ full_path_submission: repository.shape.full_path }),
      withdrawn: moment.optional(),
    }),
  ],
  [
    'submission groups',
    'select properties from course_submission_group',
    z.strictObject({ gitlab: repository, feedback: z.string().optional(), extension: moment.optional() }),
  ],
  [
    'statuses',
    'select to_jsonb(status) from course_submission_group where status is not null',
    z.enum(['corrected', 'correction_necessary', 'improvement_possible']),
  ],
  ['runs', 'select to_jsonb(test_system_id) from result', z.uuid()],
  ['reports', 'select result_json from result where result_json is not null', report],
  [
    'versions',
    `select to_jsonb(version_identifier) from course where version_identifier is not null
     union all select to_jsonb(version_identifier) from course_content
     union all select to_jsonb(version_identifier) from result`,
    z.string().regex(commit),
  ],
  [
    'backends',
    `select jsonb_build_object('type', type, 'properties', properties) from execution_backend b
      where exists (select from course_execution_backend c where c.execution_backend_id = b.id)`,
    z.union([
      z.strictObject({
        type: z.templateLiteral(['temporal:', z.string().regex(/^[a-z]+$/)]),
        properties: z.strictObject({ task_queue: z.string().min(1), retired: moment.optional() }),
      }),
      z.strictObject({
        type: z.literal('prefect_builtin'),
        properties: z.strictObject({
          deployment: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
          url: z.url({ protocol: /^https$/, hostname: /\.example\.edu$/ }),
        }),
      }),
    ]),
  ],
];

const cases = [
  { scenario: minimal, parameters: {} },
  { scenario: classroom, parameters: {} },
  { scenario: lectureHall, parameters: { students: 120, weeks: 5 } },
  { scenario: semester, parameters: { students: 120, weeks: 6 } },
  { scenario: university, parameters: { users: 1_000, courses: 3, students: 20, tasks: 12 } },
];

describe.each(cases)('$scenario.name', ({ scenario, parameters }) => {
  let ask: (sql: string) => Promise<unknown[]>;

  beforeAll(async () => {
    const { client } = await freshDatabase({ template: 'course' });
    await seed(client, course, scenario, { seed: 0, now: DEFAULT_NOW }, { parameters });
    ask = async (sql) => (await client.query({ text: sql, rowMode: 'array' })).rows.map(([value]) => value);
  });

  test.each(shapes)('has %s that its pages can read', async (what, sql, shape) => {
    const values = await ask(sql);
    if (scenario !== university && !(scenario === minimal && /reports|statuses/.test(what))) {
      expect(values.length).toBeGreaterThan(0);
    }
    for (const value of values) expect(shape.parse(value)).toEqual(value);
  });

  test('claims permissions for tables of the platform', async () => {
    const tables = await ask(`select relname from pg_class where relnamespace = 'public'::regnamespace`);
    const claims = await ask(`select claim_value from role_claim where claim_type = 'permissions'
      union select claim_value from group_claim where claim_type = 'permissions'`);
    if (scenario !== university) expect(claims.length).toBeGreaterThan(0);
    for (const claim of claims) {
      const [table, action] = String(claim).split(':');
      expect(tables).toContain(table);
      expect(['get', 'list', 'create', 'update']).toContain(action);
    }
  });

  test('lets everybody sign in by the code hosting, under the name of the repository', async () => {
    if (scenario === university || scenario === minimal) return;
    const [without, all] =
      await ask(`select unnest(array[count(*) filter (where a.id is null), count(*)])::int
      from public."user" u join (select distinct user_id from course_member) m on m.user_id = u.id left join account a on a.user_id = u.id and a.type = 'gitlab'
        and a.provider = 'https://git.example.edu' and a.provider_account_id = u.username`);
    expect([without, Number(all) > 0]).toEqual([0, true]);
  });

  test('has contents whose paths sort as the course goes', async () => {
    const wrong = await ask(`select a.path::text from course_content a
      join course_content b on b.course_id = a.course_id and b.path <> a.path
        and subpath(a.path, 0, -1) = subpath(b.path, 0, -1)
      where a.path < b.path and a.position > b.position`);
    expect(wrong).toEqual([]);
  });
});

test('results of a semester have every status, most of them finished', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await seed(
    client,
    course,
    semester,
    { seed: 0, now: DEFAULT_NOW },
    { parameters: { students: 1_200, weeks: 6 } },
  );
  const { rows } = await client.query<{ status: number; share: number }>(
    `select status, count(*)::float / sum(count(*)) over () as share from result group by status order by status`,
  );
  expect(rows.map(({ status }) => status)).toEqual(Object.values(resultStatus).sort((a, b) => a - b));
  const shares = Object.fromEntries(rows.map(({ status, share }) => [status, share]));
  expect(shares[resultStatus.finished]).toBeGreaterThan(0.93);
  expect(shares[resultStatus.failed]).toBeGreaterThan(0.003);
  // What has not come to an end has no report, and was handed in only where it is being tested, or was stopped.
  const { rows: wrong } = await client.query(
    `select from result where status <> 0 and result <> 0
       or status not in (0, 1) and (result_json is not null or submit and created_at < $1::timestamptz - interval '5 minutes')`,
    [DEFAULT_NOW],
  );
  expect(wrong).toEqual([]);
});
