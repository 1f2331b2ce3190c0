import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { declaredConstraints } from '../../src/database/constraints.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { verify as verifyRows } from '../../src/rules/verify.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { platformDatabase } from '../platform/database.ts';
import { seedbed } from '../support/cli.ts';
import { type FreshDatabase, freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();
const origin = { seed: 0, now: DEFAULT_NOW };

const verify = (url: string, ...parameters: string[]) =>
  seedbed(['verify', ...parameters], { cwd, env: { DATABASE_URL: url } });

const rules = rulesOf(course).length;
const constraints = declaredConstraints(course).length;

const allWell = (proven: number, checked: number): string =>
  `No row breaks a rule. ${proven} rules proven by constraints, ${checked} looked for, in T s.\n`;

/** Without the time that it took. */
const lasting = (stdout: string): string => stdout.replace(/\d+\.\d s\./, 'T s.');

describe.each(servers)('seedbed verify, on PostgreSQL $version', ({ version }) => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase({ version, template: 'course' });
    await seed(database.client, course, classroom, origin);
  });

  it('says that all is well, and how it knows', async () => {
    const { code, stdout, stderr } = await verify(database.url);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lasting(stdout)).toBe(allWell(constraints, rules - constraints));
    expect(lasting((await verify(database.url, '--all')).stdout)).toBe(allWell(0, rules));
  });

  it('checks the rules that are named', async () => {
    const { stdout } = await verify(
      database.url,
      '--rule',
      'result_range',
      'user_pkey',
      '--rule',
      'slug_valid',
    );
    expect(lasting(stdout)).toBe(allWell(2, 1));
  });

  it('writes nothing: a user who may only read gets along, and so does a database that is read-only', async () => {
    const { url, client } = database;
    const before = await datasetHash(client, course);
    const role = `reader_${new URL(url).pathname.slice(1)}`;
    const asReader = Object.assign(new URL(url), { username: role, password: 'secret' });
    await client.query(`create role ${role} login password 'secret'; grant select on all tables in schema public to ${role};
      alter role ${role} set default_transaction_read_only = on`);
    try {
      expect(await verify(asReader.toString())).toMatchObject({ code: 0, stderr: '' });
      expect(await verify(asReader.toString(), '--all')).toMatchObject({ code: 0, stderr: '' });
    } finally {
      await client.query(`drop owned by ${role}; drop role ${role}`);
    }
    expect(await datasetHash(client, course)).toBe(before);
  });
});

describe('what seedbed verify says of rows that break rules', () => {
  let url: string;

  beforeAll(async () => {
    const database = await freshDatabase({ template: 'course' });
    url = database.url;
    await seed(database.client, course, minimal, origin);
    await database.client.query(`
      alter table profile alter bio type text;
      update profile set bio = repeat('x', 16385) where id = (select min(id::text)::uuid from profile);
      alter table role_claim drop constraint role_claim_role_id_fkey;
      insert into role_claim (role_id, claim_type, claim_value) values ('_gone', 'permissions', E'\\x1b[2Jread\\n' || repeat('very ', 15) || 'long');
      update result set result = 2;
      insert into result (submit, course_member_id, course_content_id, course_content_type_id, execution_backend_id,
          test_system_id, result, version_identifier, status, created_at)
        select false, course_member_id, course_content_id, course_content_type_id, execution_backend_id, 'x' || n, 2, 'v' || n, 0,
          '2030-01-01'::timestamptz + n * interval '1 s'
          from (select * from result limit 1) one, generate_series(1, 1200) n`);
  });

  it('is for each rule its sentence, how many rows, the first by key, and what is right', async () => {
    const { code, stdout, stderr } = await verify(
      url,
      '--rule',
      'result_range',
      'profile_bio_length',
      'role_claim_role_id_fkey',
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const ids = /[-0-9a-f]{36}/g;
    expect(lasting(stdout).replace(ids, '01234567-89ab-8def-8123-456789abcdef')).toBe(`\
profile_bio_length: 1 row of profile
  The bio of a profile has at most 16384 characters.

  id                                    should be
  01234567-89ab-8def-8123-456789abcdef  at most 16384 characters, not 16385

role_claim_role_id_fkey: 1 row of role_claim
  The role_id of a role_claim is the id of a role.

  role_id      _gone
  claim_type   permissions
  claim_value  "\\u001b[2Jread\\n${'very '.repeat(15)}long"
  should be    the id of a role that exists, not _gone

result_range: 1,201 rows of result
  A result is from 0 to 1.

  id                                    should be
${'  01234567-89ab-8def-8123-456789abcdef  from 0 to 1, not 2\n'.repeat(5)}\
  and 1,196 more

3 rules are broken. 0 rules proven by constraints, 3 looked for, in T s.
`);
  });

  it('is with --json one document', async () => {
    const { code, stdout, stderr } = await verify(url, '--json', '--rule', 'profile_bio_length', 'user_pkey');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      domain: 'course',
      proven: 1,
      checked: 1,
      violations: [
        {
          rule: 'profile_bio_length',
          table: 'profile',
          enforcedBy: 'constraint',
          description: 'The bio of a profile has at most 16384 characters.',
          rows: 1,
          first: [{ key: { id: expect.any(String) }, right: 'at most 16384 characters, not 16385' }],
        },
      ],
      leftOut: [],
      absent: [],
    });
    const all: unknown = JSON.parse((await verify(url, '--json', '--rule', 'result_range')).stdout);
    expect(all).toMatchObject({ violations: [{ rows: 1201, first: { length: 5 } }] });
  });
});

describe.each(servers)(
  "seedbed verify on a platform's own database, on PostgreSQL $version",
  ({ version }) => {
    it('takes its constraints by what they say, and those that are its own for rules', async () => {
      const { url, client } = await platformDatabase({ version });
      await seed(client, course, classroom, origin);
      const { code, stdout, stderr } = await verify(url);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { proven, checked } = await verifyRows(client, course);
      expect(lasting(stdout)).toBe(allWell(proven.length, checked.length));
      expect(proven.length).toBeGreaterThan(0.8 * constraints);
      expect(proven.length + checked.length).toBeGreaterThan(rules);

      await client.query(
        `update "user" set locale = ''; alter table "user" add constraint has_locale check (locale <> '') not valid`,
      );
      const own = await verify(url, '--rule', 'has_locale', 'ck_result', 'result_range');
      expect(own.code).toBe(1);
      expect(own.stdout).toMatch(/^has_locale: 36 rows of user$/m);
      expect(own.stdout).toContain('1 rule is broken. 1 rule proven by constraints, 2 looked for, in ');
      const { rows } = await client.query(`select to_regclass('mikro_orm_migrations') as ours`);
      expect(rows).toEqual([{ ours: null }]);
    });
  },
);

describe('seedbed verify refuses', () => {
  it('a rule that there is not, and says which one is like it', async () => {
    const { url } = await freshDatabase({ template: 'course' });
    expectRefusal(await verify(url, '--rule', 'slug_valid', 'result_rang'), {
      code: 2,
      problem: `The domain 'course' has no rule 'result_rang'.`,
      hint: `Did you mean 'result_range'? \`seedbed rules --domain course\` lists them all.`,
    });
    expectRefusal(await verify(url, '--rule', 'x'), {
      code: 2,
      problem: `no rule 'x'`,
      hint: /^`seedbed rules --domain course`/,
    });
  });

  it('a database without the tables, and leaves it so', async () => {
    const { url, client } = await freshDatabase();
    expectRefusal(await verify(url), {
      code: 3,
      problem: /none of the tables of 'course'/,
      hint: /seedbed migrate up/,
    });
    const { rows } = await client.query(
      `select count(*)::int as tables from pg_tables where schemaname = 'public'`,
    );
    expect(rows).toEqual([{ tables: 0 }]);
  });

  it('a user who may not read a table', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const role = `guest_${new URL(url).pathname.slice(1)}`;
    const asGuest = Object.assign(new URL(url), { username: role, password: 'secret' }).toString();
    await client.query(`create role ${role} login password 'secret'`);
    try {
      expectRefusal(await verify(asGuest), {
        code: 3,
        problem: /did not let the rows of \w+ be checked \(42501\): permission denied for table/,
        hint: /Connect as the owner/,
      });
    } finally {
      await client.query(`drop role ${role}`);
    }
  });

  it.each([
    ['lock_timeout', /ended before it was done: canceling statement due to lock timeout/],
    ['query_timeout', /ended before it was done: Query read timeout/],
  ])('what takes longer than the %s of the url', async (timeout, problem) => {
    const { url, client } = await freshDatabase();
    await client.query('create table mikro_orm_migrations (name text)');
    await client.query('begin; lock table mikro_orm_migrations in access exclusive mode');
    const result = await verify(`${url}?${timeout}=1000`);
    await client.query('rollback');
    expectRefusal(result, { code: 3, problem, hint: /^Allow it more time/ });
  });

  it('to be given a database twice', async () => {
    const { url } = await freshDatabase({ template: 'course' });
    expectRefusal(await verify(url, '--database', 'other'), { code: 2, problem: /DATABASE_URL/, hint: /./ });
  });
});

describe('seedbed verify on the embedded PostgreSQL', () => {
  const project = temporaryProject();
  const server = embeddedServer({ directory: project });

  it('starts the server, but makes and migrates no database', async () => {
    for (const [database, ...parameters] of [['course'], ['other', '--database', 'other']] as const) {
      expectRefusal(await seedbed(['verify', ...parameters], { cwd: project }), {
        code: 3,
        problem: `database "${database}" does not exist`,
        hint: `\`${['seedbed migrate up', ...parameters].join(' ')}\` makes it`,
      });
    }
    const client = await connect(await server.url());
    const { rows } = await client.query('select datname from pg_database where not datistemplate');
    await client.end();
    expect(rows).toEqual([{ datname: 'postgres' }]);
  });

  it('finds nothing in what was seeded there', async () => {
    await seedbed(['seed', 'minimal', '--database', 'other'], { cwd: project });
    expect(await seedbed(['verify', '--database', 'other'], { cwd: project })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
});
