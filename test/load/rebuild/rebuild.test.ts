import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../src/database/connect.ts';
import { course } from '../../../src/domains.ts';
import { Load, type LoadMode } from '../../../src/load/load.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { classroom } from '../../../src/seeders/course/classroom.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { stateOf } from '../../seeders/state.ts';
import { everyServer, freshDatabase } from '../../support/database.ts';
import { datasetHash } from '../../support/dataset.ts';

const origin = { seed: 3, now: DEFAULT_NOW };
const parameters = { students: 4, weeks: 2, groups: 2, assistants: 1 };

/** Everything about an index or a key that the catalogue of the schema leaves out. */
async function marks(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(`
    select d.objoid::regclass::text as what, d.description from pg_description d
     where d.classoid = 'pg_class'::regclass and d.objoid::regclass::text !~ '^pg_'
     union all
    select k.conname, d.description from pg_description d join pg_constraint k on k.oid = d.objoid
     where d.classoid = 'pg_constraint'::regclass and k.connamespace = 'public'::regnamespace
     union all
    select a.attrelid::regclass::text, a.attstattarget::text from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind = 'i' and a.attstattarget >= 0 and c.relnamespace = 'public'::regnamespace
     union all
    select relname, relreplident::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
     union all
    select tgname, tgenabled::text from pg_trigger where not tgisinternal
     order by 1, 2`);
  return rows;
}

const decorations = `
  comment on index user_email_key is 'mail';
  comment on index course_member_pkey is 'key''s index';
  comment on constraint course_member_user_id_fkey on course_member is 'who';
  comment on constraint account_provider_type_user_id_key on account is 'once';
  alter table course cluster on course_path_idx;
  alter table profile replica identity using index profile_user_id_key;
  create index user_lower_idx on "user" (lower(username), given_name desc) with (fillfactor = 70) where archived_at is null;
  alter index user_lower_idx alter column 1 set statistics 500;
  alter table result disable trigger result_timestamps;
  alter table course enable always trigger course_timestamps;
  alter table "group" enable replica trigger group_timestamps;
  alter table session drop constraint session_user_id_fkey;
  alter table session add constraint session_user_id_fkey foreign key (user_id) references "user" on delete cascade
    on update restrict not valid;
  create view per_user as select u.*, count(*) from "user" u group by u.id`;

describe.each(everyServer)('a rebuild, on PostgreSQL $version', ({ version }) => {
  const database = async (): Promise<{ client: pg.Client; url: string }> =>
    await freshDatabase({ version, template: 'course' });

  async function seeded(mode: LoadMode): Promise<string> {
    const { client } = await database();
    const done = await seed(client, course, classroom, origin, { parameters, load: mode });
    expect(done.load).toBe(mode);
    return await datasetHash(client, course);
  }

  test('brings the same data as live, byte for byte', async () => {
    expect(await seeded('rebuild')).toBe(await seeded('live'));
  });

  test('leaves the structure as it was, with all its marks', async () => {
    const { client } = await database();
    await client.query(decorations);
    const before = [await marks(client), ((await stateOf(client)) as { catalog: string }).catalog];
    expect(JSON.stringify(before)).toContain("key's index");
    await seed(client, course, classroom, origin, { parameters, load: 'rebuild' });
    expect([await marks(client), ((await stateOf(client)) as { catalog: string }).catalog]).toEqual(before);
  });

  test.each([
    ['alter table result add constraint result_low check (result < 0.1)', /result_low/],
    ['create unique index result_once on result (course_member_id)', /result_once/],
    [
      'create table other (id uuid primary key); alter table account add foreign key (id) references other',
      /account_id_fkey/,
    ],
  ])('that is refused leaves everything as it was: %s', async (statement, message) => {
    const { client } = await database();
    await client.query(statement);
    const before = [await marks(client), await stateOf(client)];
    await expect(seed(client, course, classroom, origin, { parameters, load: 'rebuild' })).rejects.toThrow(
      message,
    );
    expect([await marks(client), await stateOf(client)]).toEqual(before);
  });

  test.each([
    ['create table mine (u uuid references "user")', '"mine" refers to "user"'],
    [
      'create materialized view best as select id from result',
      'materialized view "best" depends on "result"',
    ],
    ['create publication p for table course', 'publication "p" has "course"'],
    [
      `create function audit() returns trigger language plpgsql as 'begin return new; end';
       create trigger audit after insert on account for each row execute function audit()`,
      'table "account" has a trigger that is not known: audit',
    ],
    [
      `create or replace function ctutor_prevent_builtin_deletion() returns trigger language plpgsql
         as 'begin return old; end';
       create trigger a before delete on role for each row execute function ctutor_prevent_builtin_deletion()`,
      'table "role" has triggers that are not known: a, role_builtin_deletion',
    ],
    [
      'create function names() returns setof text begin atomic select u.username from "user" u group by u.id; end',
      'something else depends on the tables',
    ],
  ])('is not made where %s', async (statement, reason) => {
    const { client } = await database();
    await client.query(statement);
    const before = await stateOf(client);
    const forced = seed(client, course, classroom, origin, { parameters, load: 'rebuild' });
    await expect(forced).rejects.toMatchObject({ code: 'rebuild_impossible' });
    await expect(forced).rejects.toThrow(reason);
    expect(await stateOf(client)).toEqual(before);
    await client.query('begin');
    const loaded = await (await Load.begin(client, course)).complete();
    await client.query('rollback');
    expect(loaded).toMatchObject({ mode: 'live', obstacles: [reason] });
  });

  test('is not made while somebody else uses a table', async () => {
    const { client, url } = await database();
    const reader = await connect(url);
    await reader.query('begin; select count(*) from result');
    await client.query('begin');
    await client.query(`set local lock_timeout = '7s'`);
    const loaded = await (await Load.begin(client, course)).complete();
    expect((await client.query('show lock_timeout')).rows).toEqual([{ lock_timeout: '7s' }]);
    await client.query('rollback');
    await reader.end();
    expect(loaded).toMatchObject({ mode: 'live', obstacles: ['another session is using the tables'] });
  });

  test('is not made by a role that does not own the tables', async () => {
    const { client } = await database();
    await client.query(`do $$ begin if not exists (select from pg_roles where rolname = 'clerk') then create role clerk; end if; end $$;
      grant select, insert, update, delete on all tables in schema public to clerk;
      grant usage on all sequences in schema public to clerk`);
    await client.query('set role clerk; begin');
    const loaded = await (await Load.begin(client, course)).complete();
    await client.query('rollback; reset role');
    expect(loaded.mode).toBe('live');
    expect(loaded.obstacles).toContain('table "user" belongs to another role');
  });
});

test.each(['rebuild', 'live'] as const)(
  'rows that break a rule which no constraint sees are refused: %s',
  async (mode) => {
    const { client } = await freshDatabase({ template: 'course' });
    const before = await stateOf(client);
    const late = {
      ...classroom,
      parts: function* (...given: Parameters<typeof classroom.parts>) {
        for (const part of classroom.parts(...given)) {
          for (const rows of part.values()) {
            for (const row of rows)
              if ('testSystemId' in row) (row as Record<string, unknown>)['result'] = 1.5;
          }
          yield part;
        }
      },
    };
    const outcome = seed(client, course, late, origin, { parameters, load: mode });
    await expect(outcome).rejects.toMatchObject({ code: 'rules_broken' });
    await expect(outcome).rejects.toThrow(/result_range/);
    expect(await stateOf(client)).toEqual(before);
  },
);
