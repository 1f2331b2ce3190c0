import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Drift, findDrift } from '../../src/database/drift.ts';
import { migrations } from '../../src/database/migrate.ts';
import { domains, practice } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { everyServer, freshDatabase } from '../support/database.ts';

/** Each with the line that tells it. The ORM's own diff sees none of these. */
const unseenByTheOrm = [
  {
    drift: 'a check changed in its parentheses only',
    sql: `alter table "user" drop constraint user_token_condition, add constraint user_token_condition
      check ((user_type <> 'token' or auth_token is not null) and token_expiration is not null)`,
    line: /^~ constraint user_token_condition on "user" differs: expected CHECK .*, found CHECK /,
  },
  {
    drift: 'a constraint not validated',
    sql: `alter table session drop constraint session_user_id_fkey, add constraint session_user_id_fkey
      foreign key (user_id) references "user" on delete cascade on update restrict not valid`,
    line: /^~ constraint session_user_id_fkey on session differs: .* NOT VALID$/,
  },
  {
    drift: 'a disabled trigger',
    sql: `alter table course disable trigger course_organization`,
    line: /^~ trigger course_organization on course differs: .* \(disabled\)$/,
  },
  {
    drift: 'a strict function',
    sql: `alter function ctutor_valid_slug(text) strict`,
    line: /^~ function ctutor_valid_slug\(text\) differs: expected IMMUTABLE PARALLEL SAFE, found IMMUTABLE PARALLEL SAFE STRICT$/,
  },
  {
    drift: 'a new enum value',
    sql: `alter type ctutor_color add value 'black'`,
    line: /^~ type ctutor_color differs: .*'rose', found .*'rose', 'black'$/,
  },
  {
    drift: 'a new extension',
    sql: `create extension hstore`,
    line: /^\+ extension hstore is not in the schema/,
  },
  {
    drift: 'a unique constraint become an index',
    sql: `alter table account drop constraint account_provider_type_user_id_key;
      create unique index account_provider_type_user_id_key on account (provider, type, user_id)`,
    line: /^- constraint account_provider_type_user_id_key on account is missing: UNIQUE \(provider, type, user_id\)$/,
  },
];

const seenByTheOrm = [
  {
    drift: 'a dropped index',
    sql: `drop index session_user_id_idx`,
    line: /^- index session_user_id_idx on session/,
  },
  {
    drift: 'a new column',
    sql: `alter table result add note text`,
    line: /^\+ column result\.note is not in the schema: text$/,
  },
  {
    drift: 'a shorter column',
    sql: `alter table profile alter bio type varchar(100)`,
    line: /^~ column profile\.bio differs: expected character varying\(16384\), found character varying\(100\)$/,
  },
  {
    drift: 'a nullable column',
    sql: `alter table result alter status drop not null`,
    line: /^~ column result\.status differs: expected integer not null, found integer$/,
  },
  {
    drift: 'a dropped trigger',
    sql: `drop trigger result_submittable on result`,
    line: /^- trigger result_submittable on result is missing/,
  },
  {
    drift: 'another rule of a foreign key',
    sql: `alter table profile drop constraint profile_user_id_fkey,
      add constraint profile_user_id_fkey foreign key (user_id) references "user"`,
    line: /^~ constraint profile_user_id_fkey on profile differs: .* ON DELETE CASCADE, found FOREIGN KEY \(user_id\) REFERENCES public\."user"\(id\)$/,
  },
  {
    drift: 'a composite foreign key dropped',
    sql: `alter table course_member drop constraint course_member_course_id_course_group_id_fkey`,
    line: /^- constraint course_member_course_id_course_group_id_fkey on course_member is missing/,
  },
  {
    drift: 'an inheritance ended',
    sql: `alter table course no inherit interfaces.title_description`,
    line: /^- inheritance of course from interfaces\.title_description is missing/,
  },
];

const none = { ormDiff: [], catalogDiff: [], counts: { kinds: {}, tables: {} } };

describe.each(everyServer)('drift on PostgreSQL $version', ({ version }) => {
  it.each(domains)('finds none in a migrated database of $name', async (domain) => {
    const { url } = await freshDatabase({ version, template: domain.name });
    expect(await findDrift(domain, url)).toEqual(none);
  });

  it('finds none in a migrated database, whatever else it holds', async () => {
    const { url, client } = await freshDatabase({ version, template: 'course' });
    await client.query(`create table invoice (id int primary key, member uuid references course_member);
      create type invoice_state as enum ('open'); create function invoice_total() returns int return 1;
      create sequence invoice_number; create view students as select * from course_member;
      create schema extensions; create extension hstore schema extensions;
      create extension pg_stat_statements schema extensions`);
    expect(await findDrift(courseSchema, url)).toEqual(none);
  });

  it('has no line for what is only inherited', async () => {
    const { url, client } = await freshDatabase({ version, template: 'practice' });
    await client.query(`create table base (); alter table sessions inherit base;
      alter table base add note text default 'none', add constraint base_note check (note <> '');
      create table every_track (like tracks) partition by list (title);
      create index on every_track (title);
      create function nothing() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger nothing after insert on every_track for each row execute function nothing();
      alter table every_track attach partition tracks default`);
    const { catalogDiff } = await findDrift(practice, url);
    expect(catalogDiff).toEqual([
      expect.stringMatching(/^\+ inheritance of sessions from base is not in the schema/),
      expect.stringMatching(/^\+ inheritance of tracks from every_track is not in the schema/),
    ]);
  });

  it('counts what is otherwise by kind and by table', async () => {
    const { url, client } = await freshDatabase({ version, template: 'practice' });
    await client.query(`alter table tracks add note text, alter title type varchar(9), drop modules;
      create index tracks_note on tracks (note); alter table sessions add room int`);
    expect((await findDrift(practice, url)).counts).toEqual({
      kinds: {
        column: { missing: 1, extra: 2, changed: 1 },
        index: { missing: 0, extra: 1, changed: 0 },
      },
      tables: {
        sessions: { missing: 0, extra: 1, changed: 0 },
        tracks: { missing: 1, extra: 2, changed: 1 },
      },
    });
  });

  it('counts an object that has only another name once', async () => {
    const { url, client } = await freshDatabase({ version, template: 'course' });
    await client.query(`
      alter index account_user_id_idx rename to "IX of accounts";
      alter table session rename constraint session_user_id_fkey to session_of;
      alter trigger session_timestamps on session rename to stamps;
      drop index session_user_id_idx`);
    const { catalogDiff, counts } = await findDrift(courseSchema, url);
    expect(catalogDiff.toSorted()).toEqual([
      expect.stringMatching(/^- index session_user_id_idx on session is missing/),
      '~ constraint session_user_id_fkey on session differs: expected constraint session_user_id_fkey on session, found constraint session_of on session',
      '~ index account_user_id_idx on account differs: expected index account_user_id_idx on account, found index "IX of accounts" on account',
      '~ trigger session_timestamps on session differs: expected trigger session_timestamps on session, found trigger stamps on session',
    ]);
    expect(counts.kinds['index']).toEqual({ missing: 1, extra: 0, changed: 1 });
  });

  describe('that the ORM does not see', () => {
    let drift: Drift;
    beforeAll(async () => {
      const { url, client } = await freshDatabase({ version, template: 'course' });
      for (const { sql } of unseenByTheOrm) await client.query(sql);
      drift = await findDrift(courseSchema, url);
    });

    it('is not in its diff', () => expect(drift.ormDiff).toEqual([]));

    it.each(unseenByTheOrm)('$drift', ({ line }) => {
      expect(drift.catalogDiff).toContainEqual(expect.stringMatching(line));
    });
  });

  describe('that both see', () => {
    let drift: Drift;
    beforeAll(async () => {
      const { url, client } = await freshDatabase({ version, template: 'course' });
      for (const { sql } of seenByTheOrm) await client.query(sql);
      drift = await findDrift(courseSchema, url);
    });

    it('is in the diff of the ORM as statements', () => {
      expect(drift.ormDiff).toContain(`create index "session_user_id_idx" on "session" ("user_id");`);
      expect(drift.ormDiff).toContain(`alter table "result" drop column "note";`);
      expect(drift.ormDiff.join('\n')).toContain(
        `add constraint "course_member_course_id_course_group_id_fkey"`,
      );
    });

    it.each(seenByTheOrm)('$drift', ({ line }) => {
      expect(drift.catalogDiff).toContainEqual(expect.stringMatching(line));
    });
  });

  describe('as an owner who is no superuser', () => {
    async function owned(attributes: string): Promise<{ owner: string; url: string; client: pg.Client }> {
      const { url, client } = await freshDatabase({ version });
      const owner = `owner_${randomBytes(6).toString('hex')}`;
      await client.query(`create role ${owner} login password 'owner' ${attributes}`);
      await client.query(`alter database ${client.database} owner to ${owner}`);
      onTestFinished(async () => {
        await client.query(`reassign owned by ${owner} to current_user`);
        await client.query(`drop role ${owner}`);
      });
      const own = new URL(url);
      own.username = owner;
      own.password = 'owner';
      return { owner, url: own.toString(), client };
    }

    it('finds none after a migration, and leaves no database behind', async () => {
      const { owner, url, client } = await owned('createdb');
      await migrations(courseSchema, url).up();
      expect(await findDrift(courseSchema, url)).toEqual(none);
      const { rows } = await client.query(
        `select datname from pg_database where datdba = '${owner}'::regrole`,
      );
      expect(rows).toEqual([{ datname: client.database }]);
    });

    it('says what is missing to make the scratch database', async () => {
      const { owner, url } = await owned('nocreatedb');
      await expect(findDrift(courseSchema, url)).rejects.toMatchObject({
        code: 'scratch_database_refused',
        details: { user: owner },
        hint: expect.stringContaining(`alter role "${owner}" createdb`),
      });
    });
  });
});
