import { beforeAll, describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { Result } from '../../src/entities/course/index.ts';
import { documents } from '../../src/json.ts';
import { defineRules } from '../../src/rules/rule.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { verify } from '../../src/rules/verify.ts';
import { seedbed } from '../support/cli.ts';
import { type FreshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { laterPlatform } from './database.ts';

const cwd = temporaryFolder();
const run = (url: string, ...parameters: string[]) =>
  seedbed(parameters, { cwd, env: { DATABASE_URL: url } });

/** Those that cannot be said of this database. */
const absent = [
  'The column "course"."version_identifier" (varchar(2048)) is missing.',
  'The column "course_submission_group"."status" (varchar(2048)) is missing.',
  'The column "result"."submit" is integer, which does not hold every boolean.',
  'The table "codeability_message" is missing.',
  'The table "codeability_message_read" is missing.',
];

describe.each(servers)('a later version of a platform, on PostgreSQL $version', ({ version }) => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await laterPlatform({ version });
    await database.client.query(`
      insert into "user" (id, given_name, family_name, email, user_type)
        values ('01234567-89ab-8def-8123-456789abcdef', 'Ada', 'Byron', 'ada@example.org', 'user');
      insert into profile (user_id) values ('01234567-89ab-8def-8123-456789abcdef');
      alter table profile alter bio type text;
      update profile set bio = repeat('x', 16385)`);
  });

  it('has its rows verified by the rules that are about what is there', async () => {
    const { url } = database;
    const { code, stdout, stderr } = await run(url, 'verify');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const told = stdout.replace(/[-0-9a-f]{36}/g, 'ID').replace(/ {10,}/g, '  ');
    expect(
      told
        .replace(/\d+ rules proven by constraints, \d+ looked for, in \S+ s/, '… s')
        .replace(/\d+(?= rules left)/, 'n'),
    ).toMatchInlineSnapshot(`
      "profile_bio_length: 1 row of profile
        The bio of a profile has at most 16384 characters.

        id  should be
        ID  at most 16384 characters, not 16385

      1 rule is broken. … s.
      n rules left out, because these are not there as declared: 2 tables
      (codeability_message, codeability_message_read), 2 columns
      (course.version_identifier, course_submission_group.status) and 1 column of
      another type (result.submit). --json names each.
      "
    `);
    const found = documents.verify.parse(JSON.parse((await run(url, 'verify', '--json')).stdout));
    expect([...found.absent].sort()).toEqual(absent);
    expect(found.leftOut.every(({ reasons }) => reasons.every((one) => absent.includes(one)))).toBe(true);
  });

  it('has each rule proven, looked for or left out, and only those left out that name what is not there', async () => {
    const { proven, checked, leftOut } = await verify(database.client, course);
    const all = [...proven, ...checked, ...leftOut.map(({ rule }) => rule)];
    for (const { name, table } of rulesOf(course)) {
      expect(all.filter((rule) => rule.name === name && rule.table === table)).toHaveLength(1);
    }
    const left = (table: string) =>
      leftOut.flatMap(({ rule }) => (rule.table === table ? [rule.name] : [])).sort();
    const declared = (table: string) =>
      rulesOf(course)
        .flatMap((rule) => (rule.table === table ? [rule.name] : []))
        .sort();
    expect(left('codeability_message')).toEqual(declared('codeability_message'));
    expect({
      course: left('course'),
      group: left('course_submission_group'),
      user: left('user'),
    }).toMatchInlineSnapshot(`
      {
        "course": [
          "course_version_identifier_length",
        ],
        "group": [
          "course_submission_group_status_length",
        ],
        "user": [],
      }
    `);
  });

  it('has no rule looked for that would take a column from another table than it says', async () => {
    const bare = defineRules([
      {
        name: 'course_has_version',
        entity: Result,
        enforcedBy: 'verify',
        description: 'The course of a result has a version.',
        violations: {
          broken: `exists (select from public.course where version_identifier is null)`,
          right: `'a version'`,
        },
      },
    ]);
    const { leftOut } = await verify(
      database.client,
      { ...course, rules: bare },
      { rules: ['course_has_version'] },
    );
    expect(leftOut.map(({ reasons }) => reasons)).toEqual([[absent[0]]]);
  });

  it('is labelled, and what cannot be written there is told', async () => {
    const { url } = database;
    const { code, stdout } = await run(url, 'label', 'staging');
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\S+:\d+\/\w+/g, 'ADDRESS')).toMatchInlineSnapshot(`
      "Labelled ADDRESS as 'staging'.
      Its data may be replaced:  seedbed reset <scenario> --confirm ADDRESS
      Of the domain 'course', these are not there as declared: 2 tables
      (codeability_message, codeability_message_read), 2 columns
      (course.version_identifier, course_submission_group.status) and 1 column of
      another type (result.submit). A scenario that writes them is refused.

      These rows are its baseline, and stay:
        table    rows
        user        1
        profile     1
        total       2
      "
    `);
    const label = documents.label.parse(JSON.parse((await run(url, 'label', 'staging', '--json')).stdout));
    expect([...label.absent].sort()).toEqual(absent);
    expect(label.baseline).toEqual({ user: 1, profile: 1 });
    expect(await run(url, 'reset', 'minimal', '--confirm', label.address)).toMatchObject({
      code: 3,
      stdout: '',
    });
  });

  it('has its factories tried without its triggers that stamp, as far as their rows have a place', async () => {
    const { url, client } = database;
    const { stdout, stderr } = await run(url, 'lint', '--json');
    expect(stderr).toBe('');
    const found = documents.lint.parse(JSON.parse(stdout));
    // What an organization of a user gets as its path differs between the versions of ltree.
    const others = found.findings.filter(({ factory }) => factory !== 'organization');
    expect([...new Set(others.map(({ rule, message }) => `${rule}: ${message}`))]).toMatchInlineSnapshot(`
      [
        "user_username_condition: PostgreSQL refused the data (23514, table user, constraint user_username_condition): new row for relation "user" violates check constraint "user_username_condition". Nothing was written.",
        "null: The database stores another User.authToken than the factory made: (not shown) for (not shown).",
      ]
    `);
    expect(found.absent).toHaveLength(absent.length);
    expect(found.leftOut).toContain('codeabilityMessage');
    expect(found.leftOut).toContain('result');
    for (const one of ['user', 'course', 'courseSubmissionGroup']) expect(found.leftOut).not.toContain(one);
    const { rows } = await client.query(`select count(*)::int as users,
      (select count(*)::int from pg_trigger where tgenabled <> 'O') as off from "user"`);
    expect(rows).toEqual([{ users: 1, off: 0 }]);
  });

  it('is examined: counts in a line, all of it in the document, and no extension that nothing uses', async () => {
    const { url } = database;
    const { code, stdout } = await run(url, 'doctor', '--json');
    expect(code).toBe(1);
    const { checks } = documents.doctor.parse(JSON.parse(stdout));
    const of = (name: string) => checks.find(({ check }) => check === name);
    expect(of('extensions')).toMatchObject({
      state: 'ok',
      finding: expect.stringMatching(/^ltree \S+, pgcrypto \S+, uuid-ossp \S+; not used here: citext$/),
    });
    const drift = of('drift');
    expect(drift).toMatchObject({ state: 'failure' });
    expect(drift?.finding).toMatchInlineSnapshot(
      `"2 tables missing, 2 columns missing, 2 columns of another type. The first: The column "course"."version_identifier" (varchar(2048)) is missing."`,
    );
    expect(drift?.details?.length).toBeGreaterThan(absent.length - 1);
  });

  it('is seeded by nothing, since no value has a place in what is not there', async () => {
    const { code, stderr } = await run(database.url, 'seed', 'minimal');
    expect(code).toBe(3);
    for (const one of ['"course"."version_identifier"', 'The table "codeability_message" is missing.'])
      expect(stderr).toContain(one);
  });
});
