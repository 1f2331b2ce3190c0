import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { Profile } from '../../src/entities/course/people.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { type VerifyOptions, type VerifyResult, verify } from '../../src/rules/verify.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { seed } from '../../src/seeders/seed.ts';
import { type FreshDatabase, freshDatabase, servers } from '../support/database.ts';

const one = (table: string): string => `id = (select id from "${table}" order by id limit 1)`;

interface Corruption {
  readonly rule: string;
  /** What the schema kept from happening is dropped, and happens. */
  readonly change: string;
  /** What would be right, for the first row. */
  readonly right: string | RegExp;
  /** How many rows break it. */
  readonly rows?: number;
}

/** One for each kind of rule, whatever the database still says about it. */
const corruptions: readonly Corruption[] = [
  {
    rule: 'profile_user_id_not_null',
    change: `alter table profile alter user_id drop not null; update profile set user_id = null where ${one('profile')}`,
    right: 'any value',
  },
  {
    rule: 'profile_nickname_length',
    change: `alter table profile alter nickname type text; update profile set nickname = repeat('é', 256) where ${one('profile')}`,
    right: 'at most 255 characters, not 256',
  },
  {
    rule: 'course_content_type_color_type',
    change: `alter table course_content_type alter color type text; update course_content_type set color = 'puce'
      where ${one('course_content_type')}`,
    right: /^one of red, orange, .*rose, not puce$/,
  },
  {
    rule: 'organization_parent_path_generated',
    change: `alter table organization alter parent_path drop expression;
      update organization set parent_path = path where ${one('organization')}`,
    right: 'null',
  },
  {
    rule: 'profile_nickname_key',
    change: `alter table profile drop constraint profile_nickname_key;
      update profile set nickname = 'same' where id in (select id from profile order by id limit 3)`,
    right: 'a nickname that no other row has, not same',
    rows: 3,
  },
  {
    rule: 'user_email_key',
    change: `drop index user_email_key; update "user" set email = 'a@example.org', archived_at = case when ${one('user')} then now() end
      where id in (select id from "user" order by id limit 3)`,
    right: 'an email that no other row has, not a@example.org',
    rows: 2,
  },
  {
    rule: 'user_username_condition',
    change: `alter table "user" drop constraint user_username_condition;
      update "user" set user_type = 'db', username = null where ${one('user')}`,
    right: `user_type <> 'db' or username is not null`,
  },
  {
    rule: 'user_username_condition',
    change: `alter table "user" drop constraint user_username_condition;
      update "user" set user_type = 'db', username = null where ${one('user')};
      alter table "user" add constraint user_username_condition check (user_type <> 'db' or username is not null) not valid`,
    right: `user_type <> 'db' or username is not null`,
  },
  {
    rule: 'slug_valid',
    change: `alter table "group" drop constraint slug_valid; insert into "group" (slug) values ('-')`,
    right: 'lower-case letters and digits, with - and _ between them',
  },
  {
    rule: 'profile_user_id_fkey',
    change: `alter table profile disable trigger all; update profile set user_id = uuid_nil() where ${one('profile')}`,
    right: 'the id of a user that exists, not 00000000-0000-0000-0000-000000000000',
  },
  {
    rule: 'course_member_course_id_course_group_id_fkey',
    change: `alter table course_member drop constraint course_member_course_id_course_group_id_fkey;
      with other as (insert into course (course_family_id, organization_id, path) select course_family_id, organization_id, 'other' from course returning id),
        theirs as (insert into course_group (course_id, title) select id, 'theirs' from other returning id)
      update course_member set course_group_id = theirs.id from theirs
       where course_member.id = (select id from course_member where course_role_id = '_owner')`,
    right: /^the course_id, id of a course_group that exists, not [-0-9a-f]{36}, [-0-9a-f]{36}$/,
  },
  {
    rule: 'course_content_group_size',
    change: `alter table course_content disable trigger user;
      update course_content set max_group_size = 0 where id = (select min(course_content_id::text)::uuid from result
        where course_content_id not in (select course_content_id from course_submission_group where max_group_size > 0))
        or (id = (select c.id from course_content c join course_content_type t on t.id = c.course_content_type_id
            join course_content_kind k on k.id = t.course_content_kind_id where not k.submittable order by 1 limit 1))`,
    right: 'max_group_size null',
  },
  {
    rule: 'result_range',
    change: `update result set result = 1.5 where id in (select id from result limit 7)`,
    right: 'from 0 to 1, not 1.5',
    rows: 7,
  },
  {
    rule: 'role_builtin_deletion',
    change: `alter table role disable trigger user; delete from user_role; delete from role where id = '_admin'`,
    right: 'not deleted',
  },
  {
    rule: 'result_positive',
    change: `update result set status = -1 where ${one('result')};
      alter table result add constraint result_positive check (status >= 0) not valid`,
    right: '(status >= 0)',
  },
  {
    rule: 'course_of_tenant',
    change: `create table interfaces.tenant (id int primary key); alter table course add tenant_id int default 7;
      alter table course add constraint course_of_tenant foreign key (tenant_id) references interfaces.tenant not valid`,
    right: 'the id of an interfaces.tenant that exists, not 7',
  },
];

describe.each(servers)('verify, on PostgreSQL $version', ({ version }) => {
  let database: FreshDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase({ version, template: 'course' });
    client = database.client;
    await seed(client, course, classroom, { seed: 0, now: DEFAULT_NOW });
  });

  async function changed(change: string, options?: VerifyOptions): Promise<VerifyResult> {
    await client.query('begin');
    try {
      await client.query(change);
      return await verify(client, course, options);
    } finally {
      await client.query('rollback');
    }
  }

  it('finds nothing in a scenario, by constraints and queries', async () => {
    const { proven, checked, violations } = await verify(client, course);
    expect(violations).toEqual([]);
    expect(checked.map(({ enforcedBy }) => enforcedBy)).not.toContain('constraint');
    expect(proven.every(({ enforcedBy }) => enforcedBy === 'constraint')).toBe(true);
  });

  it('finds nothing where every rule is looked for', async () => {
    const { proven, violations } = await verify(client, course, { all: true });
    expect(violations).toEqual([]);
    expect(proven).toEqual([]);
  });

  it.each(corruptions)('finds rows that break $rule', async ({ rule, change, right, rows = 1 }) => {
    const { violations } = await changed(change);
    expect(violations.map((one) => [one.rule.name, one.rows])).toEqual([[rule, rows]]);
    expect(violations[0]?.first[0]?.right).toEqual(
      right instanceof RegExp ? expect.stringMatching(right) : right,
    );
  });

  it('takes a generated value for what its column makes of it', async () => {
    const change =
      'alter table result add column third numeric(4, 2) generated always as (result / 3) stored';
    const { checked, violations } = await changed(change, { all: true });
    expect(checked.map(({ name }) => name)).toContain('result_third_generated');
    expect(violations).toEqual([]);
  });

  it('says where the extensions are to be', async () => {
    const change = 'create schema "Extensions"; alter extension ltree set schema "Extensions"';
    await expect(changed(change)).rejects.toMatchObject({
      code: 'verify_refused',
      hint: expect.stringContaining('alter extension … set schema public'),
    });
  });

  it('says that rules name tables with their schema', async () => {
    const unqualified: Parameters<typeof verify>[1] = {
      ...course,
      rules: [
        {
          name: 'mine',
          entity: Profile,
          description: 'There is none.',
          enforcedBy: 'verify',
          violations: { joins: ['left join profile as p on p.user_id is null'], broken: 'true', right: `''` },
        },
      ],
    };
    await expect(verify(client, unqualified, { rules: ['mine'] })).rejects.toMatchObject({
      code: 'verify_refused',
      details: { answer: 'relation "profile" does not exist' },
      hint: expect.stringContaining('name tables with their schema'),
    });
  });

  it('looks only for the rules that are named', async () => {
    const change = `update result set result = 1.5 where ${one('result')}`;
    const some = await changed(change, { rules: ['profile_nickname_key', 'course_content_parent'] });
    expect([some.proven, some.checked].map((all) => all.map(({ name }) => name))).toEqual([
      ['profile_nickname_key'],
      ['course_content_parent'],
    ]);
    expect(some.violations).toEqual([]);
  });

  it('goes through the tables with their share of the work', async () => {
    const heard: [string, number][] = [];
    await verify(client, course, { onProgress: (table, done) => heard.push([table, done]) });
    expect(heard.map(([table]) => table)).toContain('result');
    const largest = heard.findIndex(([table]) => table === 'result');
    expect(Number(heard[largest + 1]?.[1]) - Number(heard[largest]?.[1])).toBeGreaterThan(1 / heard.length);
    const shares = heard.map(([, done]) => done);
    expect(shares[0]).toBe(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
  });

  it('refuses where row security hides rows', async () => {
    const role = `tenant_${new URL(database.url).pathname.slice(1)}`;
    const change = `create role ${role}; grant select on all tables in schema public to ${role};
      alter table result enable row level security; create policy own on result using (status = 0);
      set local role ${role}`;
    await expect(changed(change)).rejects.toMatchObject({
      code: 'verify_refused',
      details: { sqlState: '42501' },
      message: expect.stringContaining('row-level security policy for table "result"'),
      hint: expect.stringContaining('bypassrls'),
    });
  });

  it('refuses a user who may not read the tables', async () => {
    const role = `guest_${new URL(database.url).pathname.slice(1)}`;
    await expect(changed(`create role ${role}; set local role ${role}`)).rejects.toMatchObject({
      code: 'verify_refused',
      message: expect.stringContaining('permission denied for table'),
    });
  });

  it('leaves out what asks more of a column than its type can, and says why', async () => {
    const { leftOut, absences } = await changed(
      'alter table result drop column result cascade; alter table result add result bytea',
    );
    const message = 'The column "result"."result" is bytea, which does not hold every double precision.';
    expect(absences.map((one) => one.message)).toEqual([message]);
    expect(leftOut).toEqual([
      { rule: expect.objectContaining({ name: 'result_range' }), reasons: [message], isForeign: false },
    ]);
  });

  it('refuses a rule that there is not, and leaves the settings of the transaction as they are', async () => {
    const settings = `select current_setting('search_path') as path, current_setting('row_security') as security`;
    await client.query(`begin; set local search_path = interfaces, public`);
    const { rows: before } = await client.query(settings);
    await expect(verify(client, course, { rules: ['result_rang'] })).rejects.toMatchObject({
      code: 'unknown_rule',
      hint: expect.stringContaining(`'result_range'`),
    });
    const { rows: between } = await client.query(settings);
    await verify(client, course, { rules: ['result_range', 'course_member_student_valid'] });
    const { rows: afterwards } = await client.query(settings);
    await client.query('rollback');
    expect([between, afterwards]).toEqual([before, before]);
  });

  it('says that the connection was lost', async () => {
    const { client: lost, url } = await freshDatabase({ version, template: 'course' });
    const { rows } = await lost.query<{ pid: number }>('select pg_backend_pid() as pid');
    const pid = rows[0]?.pid;
    const holder = await connect(url);
    await holder.query('begin; lock table result in access exclusive mode');
    const told = expect(verify(lost, course)).rejects.toMatchObject({ code: 'connection_lost' });
    const isWaiting = 'select from pg_stat_activity where pid = $1 and wait_event_type = $2';
    await expect.poll(async () => (await holder.query(isWaiting, [pid, 'Lock'])).rowCount).toBe(1);
    await holder.query('select pg_terminate_backend($1)', [pid]);
    await told;
    await holder.end();
  });
});
