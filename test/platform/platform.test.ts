import { describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { documents } from '../../src/json.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { plan } from '../../src/seeders/plan.ts';
import { expectRefusal } from '../cli/refusal.ts';
import { seedbed } from '../support/cli.ts';
import { servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { firstPlatform, platformDatabase } from './database.ts';

const cwd = temporaryFolder();

const run = (url: string, ...parameters: string[]) =>
  seedbed(parameters, { cwd, env: { DATABASE_URL: url } });

describe.each(servers)("a platform's own database on PostgreSQL $version", async ({ version }) => {
  const database = platformDatabase({ version });

  it('is filled with the classroom, whatever else is in it', async () => {
    const { url, client } = await database;
    const { code, stdout, stderr } = await run(url, 'seed', 'classroom');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { tables } = plan(course, classroom, {}, { seed: 0, now: DEFAULT_NOW });
    expect(await countRows(client, course)).toEqual(tables);
    expect(stdout).toMatch(/^ {2}owner +\S.* \S+@example\.org$/m);
  });

  it('keeps its own triggers, generated columns, defaults and lookup rows, and the data its times', async () => {
    const { client } = await database;
    const { rows } = await client.query(`select
      (select count(*) from login_journal) = (select count(*) from account) as journal,
      (select bool_and(percent = round(result * 100)) from result) as percent,
      (select bool_and(created_at <= '${DEFAULT_NOW.toISOString()}') from "user") as times_of_users,
      (select tgenabled from pg_trigger where tgname = 'tg_user') as stamp,
      (select bool_and(created_at <= '${DEFAULT_NOW.toISOString()}') from result) as times_of_results,
      (select array_agg(distinct locale) from "user") as locales,
      (select title from role where id = '_admin') as admin,
      (select count(*)::int from role where builtin) as builtin_roles,
      (select count(*)::int from course_content_kind) as kinds,
      (select nextval('fs_numbers') > max(fs_number) from "user") as numbers_go_on,
      to_regclass('mikro_orm_migrations') as our_table`);
    expect(rows).toEqual([
      {
        journal: true,
        percent: true,
        times_of_users: true,
        stamp: 'O',
        times_of_results: true,
        locales: ['en'],
        admin: 'Administrators',
        builtin_roles: 3,
        kinds: 4,
        numbers_go_on: true,
        our_table: null,
      },
    ]);
  });

  it('is not migrated by us, and refuses a second dataset', async () => {
    const { url, client } = await database;
    const before = await countRows(client, course);
    expectRefusal(await run(url, 'migrate', 'up'), {
      code: 3,
      problem: 'which other migrations made',
      hint: 'seeded as it is',
    });
    expectRefusal(await run(url, 'seed', 'minimal'), {
      code: 3,
      problem: 'already holds',
      hint: 'empty database',
    });
    expect(await countRows(client, course)).toEqual(before);
  });

  it('decides by its own constraints: what they refuse is named, and nothing is written', async () => {
    const { url, client } = await platformDatabase({ version });
    await client.query(`alter table result add constraint ck_pass check (result >= 0.5)`);
    expectRefusal(await run(url, 'seed', 'classroom'), {
      code: 3,
      problem: /23514, table result, constraint ck_pass/,
      hint: 'Its own constraints differ',
    });
    expect(await countRows(client, course)).toEqual({});
  });
});

/** What a platform may have made otherwise that keeps our rows out, and how it is told. */
const differences: readonly (readonly [string, string])[] = [
  ['drop table codeability_message_read', 'The table "codeability_message_read" is missing.'],
  [
    'alter table course_content drop position',
    'The column "course_content"."position" (double precision) is missing.',
  ],
  [
    'alter table result alter submit type int using 0',
    'The column "result"."submit" is integer, which does not hold every boolean.',
  ],
  [
    `create type kind as enum ('note'); alter table codeability_message alter type type kind using 'note'`,
    'The column "codeability_message"."type" is kind, which does not hold "message", of 66 rows: its type would have to have message too.',
  ],
  [
    'alter table course_member add seat int not null',
    'The column "course_member"."seat" is not null without a default, and nothing writes it.',
  ],
];

describe("a platform's own database that does not fit", () => {
  it('has each difference named, and nothing else; nothing is written', async () => {
    const { url, client } = await platformDatabase();
    for (const [change] of differences) await client.query(change);
    const result = await run(url, 'seed', 'classroom');
    expectRefusal(result, { code: 3, problem: 'do not fit:', hint: "the platform's own migrations" });
    const named = result.stderr.split('\n').filter((line) => line.startsWith('  '));
    expect(named.sort()).toEqual(differences.map(([, difference]) => `  ${difference}`).sort());
    const { rows } = await client.query('select count(*)::int as users from "user"');
    expect(rows).toEqual([{ users: 0 }]);
  });
});

describe('seedbed migrate check', () => {
  it('counts by kind and table how a platform differs, and lists it when asked', async () => {
    const { url } = await firstPlatform();
    const { code, stdout } = await run(url, 'migrate', 'check');
    expect(code).toBe(1);
    expect(stdout.replaceAll(/ +\d+/g, ' n')).toMatchInlineSnapshot(`
      "The database differs from the entities by n objects; the ORM would run n statements.

        kind         missing  extra  changed
        column n n n
        constraint n n n
        extension n n n
        function n n n
        index n n n
        inheritance n n n
        table n n n
        trigger n n n

        table                           missing  extra  changed
        "group" n n n
        "user" n n n
        account n n n
        codeability_message n n n
        codeability_message_read n n n
        course n n n
        course_content n n n
        course_content_kind n n n
        course_content_type n n n
        course_execution_backend n n n
        course_family n n n
        course_group n n n
        course_member n n n
        course_role n n n
        course_submission_group n n n
        course_submission_group_member n n n
        execution_backend n n n
        group_claim n n n
        interfaces.link n n n
        interfaces.number n n n
        interfaces.numbered n n n
        interfaces.resource n n n
        interfaces.slugged n n n
        interfaces.string_id n n n
        interfaces.title_description n n n
        interfaces.titled n n n
        organization n n n
        profile n n n
        result n n n
        role n n n
        role_claim n n n
        session n n n
        student_profile n n n
        user_group n n n
        user_role n n n

      Each of them:  npx seedbed migrate check --all
      "
    `);
    const all = (await run(url, 'migrate', 'check', '--all')).stdout;
    const counts = stdout.slice(0, stdout.indexOf('\nEach of them'));
    expect(all.startsWith(counts)).toBe(true);
    expect(all).not.toContain('inherited');
    const told = documents['migrate check'].parse(
      JSON.parse((await run(url, 'migrate', 'check', '--json')).stdout),
    );
    const sum = (counts: (typeof told)['kinds']) =>
      Object.values(counts).reduce((all, { missing, extra, changed }) => all + missing + extra + changed, 0);
    expect(sum(told.kinds)).toBe(told.catalog.length);
    for (const line of [...told.catalog, ...told.orm]) expect(all).toContain(`\n  ${line}\n`);
  });
});
