import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seed } from '../../src/seeders/seed.ts';
import { shelves } from '../domains/toy/library.ts';
import { terms } from '../load/terms.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { countsOf, readDataset } from '../support/dataset.ts';
import { stateOf } from './state.ts';

const origin = { seed: 3, now: DEFAULT_NOW };
const small = { students: 4, weeks: 2, groups: 2, assistants: 1 };

const database = async (version: 15 | 18 = 18): Promise<pg.Client> =>
  (await freshDatabase({ version, template: 'course' })).client;

/** The error that a promise fails with. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([promise]);
  if (outcome.status === 'fulfilled') throw new Error('nothing failed');
  return outcome.reason;
}

describe.each(servers)('seed on PostgreSQL $version', ({ version }) => {
  test.each([
    { scenario: minimal, parameters: {} },
    { scenario: classroom, parameters: small },
    { scenario: terms, parameters: { courses: '3' } },
  ])('writes what the plan of $scenario.name says', async ({ scenario, parameters }) => {
    const client = await database(version);
    const { tables, total } = plan(course, scenario, parameters, origin);
    const seeded = await seed(client, course, scenario, origin, { parameters });
    expect(seeded.rows).toBe(total);
    expect(seeded.parameters).toEqual(plan(course, scenario, parameters, origin).parameters);
    expect(countsOf(await readDataset(client, course))).toEqual(tables);
  });
});

test('progress rises with each part, to the number of rows', async () => {
  const heard: number[] = [];
  const { rows } = await seed(await database(), course, terms, origin, {
    onProgress: (step, count) => step === 'writing rows' && heard.push(count),
  });
  expect(heard).toHaveLength(7);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
  expect(heard.at(-1)).toBe(rows);
});

test('statistics are there when the seed is done', async () => {
  const client = await database();
  const { rows } = await seed(client, course, classroom, origin, { parameters: small });
  const { rows: estimates } = await client.query<{ rows: number }>(
    `select sum(reltuples)::int as rows from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > 0`,
  );
  const lookups = 11;
  const migrations = 10;
  expect(estimates[0]?.rows).toBeGreaterThanOrEqual(rows);
  expect(estimates[0]?.rows).toBeLessThanOrEqual(rows + lookups + migrations);
});

describe('lookup rows', () => {
  test('that are missing are inserted, and those that are there stay as they are', async () => {
    const client = await database();
    await client.query(`delete from course_role where id in ('_owner', '_maintainer');
      delete from course_content_kind where id = 'folder';
      update course_role set title = 'Learner', description = 'Our own words' where id = '_student';
      update course_content_kind set title = 'Task' where id = 'assignment'`);
    await seed(client, course, minimal, origin);
    const { rows: roles } = await client.query('select id, title, description from course_role order by id');
    expect(roles).toEqual([
      { id: '_maintainer', title: 'Maintainer', description: null },
      { id: '_owner', title: 'Owner', description: null },
      { id: '_student', title: 'Learner', description: 'Our own words' },
      { id: '_study_assistant', title: 'Study Assistant', description: null },
    ]);
    const { rows: kinds } = await client.query(
      `select id, title, has_ascendants, has_descendants, submittable from course_content_kind
        where id in ('assignment', 'folder') order by id`,
    );
    expect(kinds).toEqual([
      { id: 'assignment', title: 'Task', has_ascendants: true, has_descendants: false, submittable: true },
      { id: 'folder', title: 'Folder', has_ascendants: true, has_descendants: true, submittable: false },
    ]);
  });
});

describe('a database that is not empty', () => {
  test.each<{ what: string; statement: string; rows: Record<string, number> }>([
    {
      what: 'one row',
      statement: `insert into "user" (given_name) values ('Ada')`,
      rows: { user: 1 },
    },
    {
      what: 'a lookup row of a platform’s own',
      statement: `insert into course_role (id, title) values ('_guest', 'Guest')`,
      rows: { course_role: 1 },
    },
    {
      what: 'rows in several tables',
      statement: `insert into "user" (given_name) values ('Ada'), ('Eve');
        insert into execution_backend (type, slug) values ('python', 'python')`,
      rows: { user: 2, execution_backend: 1 },
    },
  ])('is refused with its counts and left untouched: $what', async ({ statement, rows }) => {
    const client = await database();
    await client.query(statement);
    const before = await stateOf(client);
    const error = await failureOf(
      seed(client, course, classroom, origin, { parameters: small, whenNotEmpty: 'Take another.' }),
    );
    expect(error).toMatchObject({ code: 'data_present' });
    expect(error).toMatchObject({ details: { rows }, hint: 'Take another.' });
    expect(await stateOf(client)).toEqual(before);
  });

  test('is what a seeded one is', async () => {
    const client = await database();
    await seed(client, course, minimal, origin);
    const before = await stateOf(client);
    const error = await failureOf(seed(client, course, minimal, origin));
    expect(error).toMatchObject({ details: { rows: plan(course, minimal, {}, origin).tables } });
    expect(await stateOf(client)).toEqual(before);
  });
});

describe('a structure that does not fit', () => {
  test('is refused where there is none', async () => {
    const { client } = await freshDatabase({ template: 'empty' });
    expect(await failureOf(seed(client, course, minimal, origin))).toMatchObject({ code: 'not_migrated' });
  });

  test('is refused with each difference, and left untouched', async () => {
    const client = await database();
    await client.query('alter table profile drop column bio; drop table codeability_message_read');
    const error = await failureOf(seed(client, course, minimal, origin));
    expect(error).toMatchObject({ code: 'structure_mismatch' });
    expect(String(error)).toContain('"profile"."bio"');
    expect(String(error)).toContain('"codeability_message_read"');
    expect((await client.query('select count(*)::int from "user"')).rows).toEqual([{ count: 0 }]);
  });
});

describe('the setting ctutor.preserve_timestamps', () => {
  // Deferred, so that it runs after the rows are there and before the transaction ends.
  const witness = `create table seen (setting text);
    create function see() returns trigger language plpgsql as $$ begin
      insert into public.seen values (current_setting('ctutor.preserve_timestamps', true)); return null; end $$;
    create constraint trigger see after insert on course initially deferred for each row execute function see()`;

  test.each(['off', 'on', 'something'])('is %s again after the load', async (previous) => {
    const client = await database();
    await client.query(`${witness}; set ctutor.preserve_timestamps = '${previous}'`);
    await seed(client, course, minimal, origin);
    expect((await client.query('select * from seen')).rows).toEqual([{ setting: previous }]);
    const { rows } = await client.query(`select current_setting('ctutor.preserve_timestamps') as setting`);
    expect(rows).toEqual([{ setting: previous }]);
  });

  test('that was not set is empty again, and triggers keep the time', async () => {
    const client = await database();
    await client.query(witness);
    await seed(client, course, minimal, origin);
    expect((await client.query('select * from seen')).rows).toEqual([{ setting: '' }]);
    await client.query('update "user" set given_name = $1', ['Ada']);
    const { rows } = await client.query('select count(*)::int from "user" where updated_at > $1', [
      DEFAULT_NOW,
    ]);
    expect(rows).toEqual([{ count: 2 }]);
  });
});

test('rows that no table of the schema takes are refused, and nothing is written', async () => {
  const client = await database();
  const failure = await failureOf(seed(client, course, shelves, origin));
  expect(String(failure)).toContain('rows of Shelf, which is not among the entities');
  expect(await countRows(client, course)).toEqual({});
});

describe('sequences', () => {
  test('are moved past the values that were brought along', async () => {
    const client = await database();
    await seed(client, course, classroom, origin, { parameters: small });
    const { rows: highest } = await client.query<{ max: number }>('select max(fs_number)::int from "user"');
    const { rows } = await client.query(
      `insert into "user" (given_name) values ('Ada') returning fs_number::int`,
    );
    expect(highest[0]?.max).toBeGreaterThan(5);
    expect(rows).toEqual([{ fs_number: (highest[0]?.max ?? 0) + 1 }]);
  });

  test('that would give out the highest value next are moved past it', async () => {
    const client = await database();
    await client.query(`select setval('user_unique_fs_number_seq', 2, false)`);
    await seed(client, course, minimal, origin);
    const { rows } = await client.query(
      `select max(fs_number)::int as highest, nextval('user_unique_fs_number_seq')::int as next from "user"`,
    );
    expect(rows).toEqual([{ highest: 2, next: 3 }]);
  });

  test('that are further on stay there', async () => {
    const client = await database();
    await client.query(`select setval('user_unique_fs_number_seq', 1000)`);
    await seed(client, course, minimal, origin);
    expect((await client.query(`select nextval('user_unique_fs_number_seq')::int`)).rows).toEqual([
      { nextval: 1001 },
    ]);
  });
});

describe('a failure in the middle', () => {
  test.each([
    {
      what: 'a check',
      statement: 'alter table result add constraint result_is_low check (result < 0.5)',
      refusal: { sqlState: '23514', table: 'result', constraint: 'result_is_low' },
    },
    {
      what: 'a unique key',
      statement: 'create unique index result_once on result (course_member_id)',
      refusal: { sqlState: '23505', table: 'result', constraint: 'result_once' },
    },
    {
      what: 'a deferred trigger, when all rows are there',
      statement: `create function refuse() returns trigger language plpgsql as $$ begin
          raise exception using errcode = 'check_violation', constraint = 'nobody', table = 'user', message = 'no';
        end $$;
        create constraint trigger refuse after insert on "user" initially deferred
          for each row when (new.fs_number = 3) execute function refuse()`,
      refusal: { sqlState: '23514', table: 'user', constraint: 'nobody' },
    },
  ])('leaves the database as it was: $what', async ({ statement, refusal }) => {
    const client = await database();
    await client.query(statement);
    const before = await stateOf(client);
    const error = await failureOf(seed(client, course, classroom, origin, { parameters: small }));
    expect(error).toMatchObject({ code: 'load_refused' });
    expect(error).toMatchObject({ details: { refusal } });
    expect(String(error)).toContain(`table ${refusal.table}, constraint ${refusal.constraint}`);
    expect(await stateOf(client)).toEqual(before);
  });

  test('leaves nothing of the parts that were written before', async () => {
    const client = await database();
    await client.query(`alter table course add constraint no_fifth check (title <> 'Course 4')`);
    const before = await stateOf(client);
    const parts: number[] = [];
    const error = await failureOf(
      seed(client, course, terms, origin, { batch: 1, onProgress: (_, rows) => parts.push(rows) }),
    );
    expect(error).toMatchObject({ details: { refusal: { table: 'course', constraint: 'no_fifth' } } });
    // The fifth brings it, and is on its way while the next is made.
    expect(parts).toHaveLength(6);
    expect(await stateOf(client)).toEqual(before);
  });

  test('that comes from the caller’s own code does the same, and stays what it is', async () => {
    const client = await database();
    const before = await stateOf(client);
    const own = new Error('stop');
    const onProgress = () => {
      throw own;
    };
    expect(await failureOf(seed(client, course, minimal, origin, { onProgress, batch: 1 }))).toBe(own);
    expect(await stateOf(client)).toEqual(before);
  });

  test('is no hindrance to the next attempt', async () => {
    const client = await database();
    await client.query('alter table result add constraint result_is_low check (result < 0.5)');
    await failureOf(seed(client, course, classroom, origin, { parameters: small }));
    await client.query('alter table result drop constraint result_is_low');
    const { rows } = await seed(client, course, classroom, origin, { parameters: small });
    expect(rows).toBe(plan(course, classroom, small, origin).total);
  });
});

test('parameters are checked before the database is asked anything', async () => {
  const { client } = await freshDatabase({ template: 'empty' });
  const error = await failureOf(seed(client, course, classroom, origin, { parameters: { size: 1 } }));
  expect(error).toMatchObject({ code: 'unknown_parameter' });
});
