import { join } from 'node:path';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import * as make from '../../src/factories/course/index.ts';
import { findStamps } from '../../src/load/stamps.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { classroom, minimal } from '../../src/seeders/course/index.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { z } from '../../src/zod.ts';
import { firstPlatform } from '../platform/database.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const origin = { seed: 0, now: DEFAULT_NOW };

const groups = defineScenario({
  name: 'groups',
  summary: 'Two groups.',
  parameters: z.strictObject({}),
  shared: (scope) => [0, 1].map((n) => scope.add(make.group, n, {})),
});

/** What a trigger does before a row comes into `group`, and the columns that it is known to stamp. */
const triggers: readonly {
  readonly body: string;
  readonly columns?: readonly string[];
  readonly when?: string;
}[] = [
  { body: 'new.created_at := now();', columns: ['created_at'] },
  {
    body: `new.created_at := clock_timestamp(); new.updated_at := timezone('utc', now());`,
    columns: ['created_at', 'updated_at'],
  },
  { body: 'new.updated_at := current_date;', columns: ['updated_at'], when: 'when (new.slug is not null)' },
  { body: 'new.created_at := coalesce(new.created_at, now());' },
  { body: `new.created_at := date_trunc('second', new.created_at);` },
  { body: `new.created_at := now(); new.title := 'stamped';` },
  { body: 'new.created_at := now(); insert into seen values (new.slug);' },
  { body: 'new.created_at := now(); return null;' },
  {
    body: `new.created_at := case when nullif(current_setting('a.seen', true), '') is null then now() end;
      perform set_config('a.seen', 'yes', true);`,
  },
  { body: `raise exception 'no';` },
  { body: 'null;' },
];

describe.each(everyServer)('on PostgreSQL $version', ({ version }) => {
  test.each(triggers)('a trigger is known by what it does: $body', async ({ body, columns, when = '' }) => {
    const { client } = await freshDatabase({ version, template: 'course' });
    await client.query(`
      create table seen (slug text);
      create function act() returns trigger language plpgsql set search_path = public as $$ begin ${body} return new; end $$;
      create trigger " FOR EACH ROW ""x" before insert on "group" for each row ${when} execute function act()`);
    const [rows = new Map()] = groups.parts(origin, {});
    await client.query('begin');
    const found = await findStamps(client, course, rows);
    await client.query('commit');
    expect(found.map((one) => [one.table.name, one.columns.toSorted()])).toEqual(
      columns ? [['group', columns]] : [],
    );
    expect((await client.query(`select from "group" union all select from seen`)).rowCount).toBe(0);
    expect(
      (await client.query(`select from pg_class where relnamespace = pg_my_temp_schema()`)).rowCount,
    ).toBe(0);
  });
});

/** What a trigger is set to, by table and trigger. */
const states = async (client: pg.ClientBase) =>
  (
    await client.query(
      `select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`,
    )
  ).rows;

/** The first platform, where somebody may read and write rows but owns nothing. */
async function guest(version: 15 | 18) {
  const { client } = await firstPlatform({ version });
  const role = `guest_${version}`;
  await client.query(`
    do $$ begin create role ${role}; exception when duplicate_object then null; end $$;
    grant select, insert, update on all tables in schema public to ${role};
    grant all on all sequences in schema public to ${role};
    set role ${role}`);
  return client;
}

describe.each(everyServer)('the first platform on PostgreSQL $version', ({ version }) => {
  test('has its triggers as they were, after a load and after a failure', async () => {
    const { client } = await firstPlatform({ version });
    await client.query(`
      alter table account enable always trigger update_timestamps;
      alter table session disable trigger update_timestamps`);
    const before = await states(client);
    await client.query(`alter table course add constraint none check (path = 'none') not valid`);
    await expect(seed(client, course, minimal, origin)).rejects.toMatchObject({ code: 'load_refused' });
    expect(await states(client)).toEqual(before);
    await client.query('alter table course drop constraint none');
    await seed(client, course, minimal, origin);
    expect(await states(client)).toEqual(before);
  });

  test('keeps its triggers on for who may not switch them off, and says what they have changed', async () => {
    const client = await guest(version);
    const { rewritten } = await seed(client, course, classroom, origin, {
      parameters: { students: 8, weeks: 4 },
    });
    const { rows } = await client.query<{ users: number; sessions: number }>(
      `select (select count(*)::int from "user") as users, (select count(*)::int from session) as sessions`,
    );
    expect(rewritten).toEqual(
      expect.arrayContaining([
        { table: 'user', column: 'created_at', rows: rows[0]?.users },
        { table: 'session', column: 'created_at', rows: rows[0]?.sessions },
      ]),
    );
    expect(new Set(rewritten.map(({ column }) => column))).toEqual(new Set(['created_at', 'updated_at']));
    expect((await verify(client, course)).violations.map(({ rule }) => rule.name)).toEqual([
      'session_logout_time',
    ]);
    expect(
      (await client.query('select from pg_class where relnamespace = pg_my_temp_schema()')).rowCount,
    ).toBe(0);
  });

  test('judges what was sent: a scenario that breaks a rule is still told', async () => {
    const client = await guest(version);
    const early = defineScenario({
      name: 'early',
      summary: 'A session that ends before it begins.',
      parameters: z.strictObject({}),
      shared: (scope) => {
        const user = scope.add(make.user, 0, {});
        scope.add(make.session, 0, {
          user,
          createdAt: new Date('2026-01-02'),
          logoutTime: new Date('2026-01-01'),
        });
      },
    });
    await expect(seed(client, course, early, origin)).rejects.toMatchObject({
      details: { rules: [expect.objectContaining({ rule: 'session_logout_time', rows: 1 })] },
    });
    expect((await client.query('select from "user"')).rowCount).toBe(0);
  });

  test('takes files in the same way', async () => {
    const folder = join(temporaryFolder(), 'files');
    await writePart(folder, course, minimal, origin);
    const { client } = await firstPlatform({ version });
    expect(await loadParts(client, course, await readParts([folder]))).toMatchObject({ rewritten: [] });
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
    const { rewritten } = await loadParts(await guest(version), course, await readParts([folder]));
    expect(rewritten).toContainEqual({ table: 'user', column: 'created_at', rows: expect.any(Number) });
  });
});
