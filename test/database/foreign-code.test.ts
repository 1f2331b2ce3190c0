import { describe, expect, test } from 'vitest';
import { connectPinned } from '../../src/database/connect.ts';
import { findDrift } from '../../src/database/drift.ts';
import { course } from '../../src/domains.ts';
import { SeedbedError } from '../../src/errors/error.ts';
import { health } from '../../src/health/health.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { planReset } from '../../src/staging/plan.ts';
import { everyServer, freshDatabase } from '../support/database.ts';

/** A function that tells when another role than its owner runs it, and a table that is looked at. */
const owned = (role: string) => `
  create function app.evil(int) returns int language plpgsql immutable as $$ begin
    if current_user <> '${role}' then raise exception 'run as %', current_user; end if; return coalesce($1, 0); end $$;
  create operator app.@@ (rightarg = int, function = app.evil);
  create function app.evil(int, int) returns bool language plpgsql immutable as 'begin return app.evil($1) < $2; end';
  create operator app.<< (leftarg = int, rightarg = int, function = app.evil, restrict = scalarltsel);
  create function app.same(text) returns int language sql immutable as 'select 1';
  create table app.bait (id int, note text, person uuid references public."user" on delete cascade);
  insert into app.bait select i, 'x' from generate_series(1, 100) i; analyze app.bait`;

/** By which it would be run by whoever looks at the table. */
const baits = [
  'create index on app.bait ((app.evil(1)))',
  'create index on app.bait ((app.evil(id + app.evil(2))))',
  'create index on app.bait (id) where app.evil(1) > id',
  `create index on app.bait ((app.evil(coalesce(1, id))))`,
  `create index on app.bait ((app.evil(case when true then 1 else id end)))`,
  `create index on app.bait ((app.evil(length(substr(note, null)))))`,
  `create index on app.bait ((app.evil(app.same(note))))`,
  `create index on app.bait ((operator(app.@@) 3))`,
  `create index on app.bait ((app.evil(length('a {VAR} \\ b'))))`,
  'create statistics app.known on (app.evil(1) + id), note from app.bait',
  'create table app.parts (id int) partition by list ((app.evil(1) + id))',
  'create rule watch as on delete to app.bait do also select app.evil(1)',
  'alter table app.bait add check (app.evil(1) >= 0)',
  // What PostgreSQL estimates: what has been made stable since, and an operator, with values of its statistics.
  `create index on app.bait (note) where id is not null or app.evil(1) > id; alter function app.evil(int) stable`,
  `create index on app.bait (note) where id is not null or id operator(app.<<) 3`,
];

/** Types with a cast, which PostgreSQL takes wherever a value becomes text or JSON. */
const casts = ['text', 'json', 'varchar'].flatMap((target) =>
  ["type app.given as enum ('a')", 'type app.given as (a int)', 'table app.given (a int)'].map((given) => ({
    target,
    given,
  })),
);

/** What is called with values of rows only. */
const harmless = [
  'create index on app.bait ((app.evil(id)))',
  `create index on app.bait ((app.evil(length(lower(note || 'x')) + 1))) where app.evil(id) > 3`,
  `create index on app.bait ((app.evil(coalesce(id, 0))))`,
  `create index on app.bait ((app.evil(app.evil(id))))`,
  `create index on app.bait ((app.evil(array_length(array[note, 'x'], 1))))`,
  'create rule watch as on delete to app.bait do also select app.evil(old.id)',
  'alter table app.bait add check (app.evil(id) >= 0)',
];

describe.each(everyServer)(
  'in a database where a role has functions, on PostgreSQL $version',
  ({ version }) => {
    const baited = async (bait: string) => {
      const database = await freshDatabase({ version, template: 'course' });
      const role = `angler_${database.client.database}`;
      await database.client.query(`create role ${role}; create schema app authorization ${role};
      grant references on public."user" to ${role}; set role ${role};
      ${owned(role)}; ${bait}; reset role`);
      const forget = () =>
        database.client.query(`drop schema app cascade; drop owned by ${role}; drop role ${role}`);
      return { ...database, role, forget };
    };

    test.each(baits)('none runs by being looked at: %s', async (bait) => {
      const { url, client, role, forget } = await baited(bait);
      // Whoever does not look first has run it; what is only planned in some cases is refused as well.
      if (!/check|statistics|partition/.test(bait))
        await expect(client.query('explain delete from only app.bait where id = 5')).rejects.toThrow(
          `run as ${client.user}`,
        );
      await expect(connectPinned(url)).rejects.toMatchObject({
        code: 'foreign_code',
        details: { function: expect.stringMatching(/^app[.]evil\(integer/), role },
      });
      await forget();
    });

    test.each(casts)('neither as a cast: $given to $target', async ({ given, target }) => {
      const { url, client, role, forget } = await baited(`create ${given};
      create function app.evil(app.given) returns ${target} language plpgsql as 'begin raise ''run''; end';
      create cast (app.given as ${target}) with function app.evil(app.given)`);
      await expect(client.query(`select null::app.given::${target}`)).rejects.toThrow('run');
      await expect(connectPinned(url)).rejects.toMatchObject({
        code: 'foreign_code',
        details: { function: 'app.evil(app.given)', role },
      });
      await forget();
    });

    test('one that a superuser has taken over, as the hint says, is no stranger any more', async () => {
      const { url, client, forget } = await baited('create index on app.bait ((app.evil(1)))');
      const refusal = await connectPinned(url).catch((error: unknown) => error);
      const [, statement = ''] =
        /(alter function .*);$/.exec(refusal instanceof SeedbedError ? refusal.hint : '') ?? [];
      await client.query(statement);
      await (await connectPinned(url)).end();
      await forget();
    });

    test.each(harmless)('tables are looked at where that runs none: %s', async (bait) => {
      const { url, client, forget } = await baited(bait);
      await client.query('insert into app.bait (note) values (null)').catch(() => {});
      const pinned = await connectPinned(url);
      expect((await pinned.query('select count(*)::int as count from only app.bait')).rowCount).toBe(1);
      await pinned.end();
      await forget();
    });

    test('neither by a command that only looks, nor for a role that has the rights of its owner alone', async () => {
      const { url, client, role, forget } = await baited('select');
      await seed(client, course, minimal, { seed: 0, now: DEFAULT_NOW });
      await setLabel(client, course, 'staging', 'ada');
      await client.query(`set role ${role}; create index on app.bait ((app.evil(1))); reset role`);
      const permission = { author: { by: 'ada' }, embedded: false, confirm: addressOf(client) };
      for (const look of [
        () => planReset(url, course, minimal, { seed: 7, now: DEFAULT_NOW }, permission),
        () => findDrift(course, url),
        () => health(course, url),
      ])
        await expect(look()).rejects.toMatchObject({ code: 'foreign_code' });
      await client.query(`alter role ${role} login password 'secret'`);
      const own = await connectPinned(
        Object.assign(new URL(url), { username: role, password: 'secret' }).toString(),
      );
      expect((await own.query('select from app.bait')).rowCount).toBe(100);
      await own.end();
      await forget();
    });
  },
);
