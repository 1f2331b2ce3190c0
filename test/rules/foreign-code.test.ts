import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { everyServer, type FreshDatabase, freshDatabase } from '../support/database.ts';

/** What calls a function of the tables' owner, and the rules that are not asked because of it. */
const baits: readonly { readonly bait: string; readonly leftOut: readonly string[] }[] = [
  {
    bait: 'alter table profile add constraint tried check (app.evil(nickname)) not valid',
    leftOut: ['tried'],
  },
  {
    bait: 'alter table profile add constraint tried check (nickname operator(app.@@) nickname) not valid',
    leftOut: ['tried'],
  },
  {
    bait: `create domain app.word as text check (app.evil(value));
      alter table profile add constraint tried check (nickname::app.word is not null) not valid`,
    leftOut: ['tried'],
  },
  {
    bait: 'alter table profile add column tried boolean generated always as (app.evil(nickname)) stored',
    leftOut: ['profile_tried_generated'],
  },
  {
    bait: 'create unique index tried on profile (created_at) where app.evil(nickname)',
    leftOut: ['tried'],
  },
  {
    bait: 'create schema "A ""b"; alter function app.evil(text) set schema "A ""b"; alter table profile add constraint tried check ("A ""b".evil(nickname)) not valid',
    leftOut: ['tried'],
  },
];

describe.each(everyServer)('verify by a superuser on PostgreSQL $version', ({ version }) => {
  let database: FreshDatabase;
  let role: string;

  beforeAll(async () => {
    database = await freshDatabase({ version, template: 'course' });
    const { client } = database;
    role = `angler_${client.database}`;
    await seed(client, course, minimal, { seed: 0, now: DEFAULT_NOW });
    await client.query(`create role ${role}; create schema app authorization ${role};
      grant create on database ${client.database} to ${role}; grant create on schema public to ${role};
      alter table profile owner to ${role}; set role ${role};
      create function app.evil(text) returns boolean language plpgsql immutable as $$ begin
        if current_user <> '${role}' then raise exception 'run as %', current_user; end if; return true; end $$;
      create function app.evil(text, text) returns boolean language plpgsql immutable as 'begin return app.evil($1); end';
      create operator app.@@ (leftarg = text, rightarg = text, function = app.evil);
      reset role`);
  });

  afterAll(async () => {
    await database.client.query(
      `alter table profile owner to current_user; drop owned by ${role}; drop role ${role}`,
    );
  });

  async function baited(bait: string, look: () => Promise<void>): Promise<void> {
    const { client } = database;
    await client.query(`begin; set local role ${role}; set local search_path to public; ${bait}; reset role`);
    await look().finally(() => client.query('rollback'));
  }

  test.each(baits)('runs no function of others: $bait', ({ bait, leftOut }) =>
    baited(bait, async () => {
      const found = await verify(database.client, course, { all: true });
      expect(found.violations).toEqual([]);
      expect(found.leftOut.map(({ rule }) => rule.name)).toEqual(leftOut);
      expect(found.leftOut[0]).toMatchObject({
        isForeign: true,
        reasons: [expect.stringContaining(`evil of the role ${role}, which would run`)],
      });
    }),
  );

  test('calls no operator of others beside those of an extension', () =>
    baited(
      `create type app.mood as enum ('fine');
        create function app.evil(app.mood, app.mood) returns boolean language sql as 'select true';
        create operator public.= (leftarg = app.mood, rightarg = app.mood, function = app.evil)`,
      async () => {
        const { leftOut, violations } = await verify(database.client, course, { all: true });
        expect(violations).toEqual([]);
        expect(leftOut.length).toBeGreaterThan(0);
        expect(leftOut.every(({ isForeign }) => isForeign)).toBe(true);
      },
    ));

  test('reads no view in the place of a table', () =>
    baited(
      'alter table profile rename to former; create view profile as select * from former where app.evil(nickname)',
      async () => {
        const { leftOut, violations } = await verify(database.client, course, { all: true });
        expect(violations).toEqual([]);
        expect(leftOut.length).toBeGreaterThan(5);
        expect(new Set(leftOut.flatMap(({ reasons }) => reasons))).toEqual(
          new Set(['The table "profile" is missing.']),
        );
      },
    ));

  test('runs what has nothing of others, beside it', () =>
    baited('create view app.seen as select * from profile where app.evil(nickname)', async () => {
      expect(await verify(database.client, course, { all: true })).toMatchObject({
        leftOut: [],
        violations: [],
      });
    }));
});
