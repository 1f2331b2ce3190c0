import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { planReset } from '../../src/staging/plan.ts';
import { everyServer } from '../support/database.ts';
import { type Staging, stagingDatabase, stateOf } from './staging.ts';

const plan = (staging: Staging, strategy?: 'rename' | 'transaction') =>
  planReset(staging.url, course, minimal, { seed: 7, now: DEFAULT_NOW }, { ...staging.permission, strategy });

// Of this server the structure can be dumped.
const isPossible = existsSync('/usr/bin/pg_dump') && everyServer.some(({ version }) => version === 15);

describe.runIf(isPossible)('a materialized view that cannot be refreshed', () => {
  test('is told by the dry run, and by a reset that is to rename', async () => {
    const staging = await stagingDatabase(15);
    await staging.ask(`create function public.one() returns int language sql as 'select 1';
      create function public.by_path() returns int language plpgsql as 'begin return one(); end';
      create materialized view public.broken as select public.by_path() as one;
      create materialized view public.over_it as select * from public.broken`);
    const before = await stateOf(staging);
    const reason =
      'by pg_dump: the materialized view public.broken: it cannot be refreshed (function one() does not exist)';
    const refusal = { code: 'structure_differs', details: { reasons: expect.arrayContaining([reason]) } };
    await expect(plan(staging, 'rename')).rejects.toMatchObject(refusal);
    await expect(staging.reset({ strategy: 'rename' })).rejects.toMatchObject(refusal);
    expect(await stateOf(staging)).toEqual(before);
    expect(await plan(staging)).toMatchObject({
      strategy: 'transaction',
      reasons: expect.arrayContaining([reason]),
      staleViews: ['public.broken', 'public.over_it'],
    });
  });

  test('with the rows that it has then is told by its name, and nothing has changed', async () => {
    const staging = await stagingDatabase(15);
    await staging.ask(`create table public.share (of int);
      create materialized view public.shares as select 1 / "of" as share from public.share;
      create materialized view public.counted as select count(*)::int as users from public."user";
      insert into public.share values (0)`);
    const before = await stateOf(staging);
    const views = ['public.shares', 'public.counted'];
    expect(await plan(staging, 'rename')).toMatchObject({
      strategy: 'rename',
      staleViews: [],
      refreshedViews: views,
    });
    await expect(staging.reset({ strategy: 'rename' })).rejects.toMatchObject({
      code: 'rows_in_the_way',
      message:
        'The rows of the materialized view public.shares cannot be made: it cannot be refreshed (division by zero).',
      hint: expect.stringContaining('--strategy transaction'),
    });
    expect(await stateOf(staging)).toEqual(before);
    expect(await staging.ask('select users from public.counted')).toEqual([{ users: 2 }]);
    // As the hint says.
    expect(await plan(staging, 'transaction')).toMatchObject({ staleViews: views, refreshedViews: [] });
    await staging.reset({ strategy: 'transaction' });
  });
});

test.runIf(isPossible)('a materialized view has the rows that its owner may see', async () => {
  const staging = await stagingDatabase(15);
  const role = `keeper_${new URL(staging.url).pathname.slice(1)}`;
  await staging.ask(`create role ${role}; create schema app authorization ${role}; set role ${role};
    create table app.secret (id int); insert into app.secret values (1), (2);
    alter table app.secret enable row level security; alter table app.secret force row level security;
    create policy own on app.secret using (id = 1);
    create materialized view app.seen as select * from app.secret`);
  expect(await plan(staging)).toMatchObject({ strategy: 'rename', refreshedViews: ['app.seen'] });
  await staging.reset({ strategy: 'rename' });
  expect(await staging.ask('select id from app.seen')).toEqual([{ id: 1 }]);
  expect(await staging.ask('select id from app.secret order by 1')).toEqual([{ id: 1 }, { id: 2 }]);
});

test('materialized views that a reset in place leaves as they are are named by the dry run', async () => {
  const staging = await stagingDatabase();
  await staging.ask(`create materialized view public.counted as select count(*) from public.course;
    create materialized view public.empty as select 1 with no data`);
  expect(await plan(staging, 'transaction')).toMatchObject({
    staleViews: ['public.counted'],
    refreshedViews: [],
  });
});
