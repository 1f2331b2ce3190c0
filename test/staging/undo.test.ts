import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../src/database/migrate.ts';
import { course } from '../../src/domains.ts';
import { hasCode } from '../../src/errors/error.ts';
import { everyServer, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { type Staging, stagingDatabase } from './staging.ts';

/** A table of the platform that loses rows with people, keeps values that are easily lost, and has a trigger. */
const notes = `
  create table note (id int generated always as identity primary key, about uuid references "user" on delete cascade,
    at timestamptz, real float8, blank char(5), twice int generated always as (id * 2) stored, next int references note);
  create table trace (what text);
  create function trace() returns trigger language plpgsql as
    $$ begin insert into public.trace values (tg_op); return coalesce(new, old); end $$;
  insert into note (about, at, real, blank) select id, timestamptz '2026-01-14 10:00:00.123456+00', 0.1::float8 + 0.2, 'x' from "user";
  update note set next = 1;
  create trigger trace before insert or update or delete on note for each row execute function trace()`;

/** What the data comes to, to the byte: all that a reset in place puts back. */
async function dataOf(staging: Staging): Promise<unknown> {
  const client = await staging.open();
  const hash = await datasetHash(client, course);
  await client.end();
  return [hash, await rowsOf(staging)];
}

const rowsOf = async ({ ask }: Staging): Promise<unknown> =>
  await ask('select n::text from note n order by id');

const setAside = async (staging: Staging): Promise<string[]> =>
  [
    ...(await staging.ask(
      `select nspname as name from pg_namespace where nspname ~ '^seedbed_(before|undone)'`,
    )),
    ...(await staging.askServer(
      `select datname as name from pg_database where datname ~ '^${staging.name}__'`,
    )),
  ].map(({ name }) => /(before|undone)/.exec(String(name))?.[0] ?? '');

const canDump = existsSync('/usr/bin/pg_dump') && everyServer.some(({ version }) => version === 15);
const ways = [
  ...servers.map(({ version }) => [version, 'transaction'] as const),
  ...(canDump ? [[15, 'rename'] as const] : []),
];

describe.concurrent('undo', () => {
  test.each(ways)('goes back and forth, on PostgreSQL %i by %s', async (version, strategy) => {
    const staging = await stagingDatabase(version);
    await staging.ask(notes);
    const first = await dataOf(staging);
    await staging.reset({ strategy });
    await staging.ask(`insert into note (blank) values ('since')`);
    await staging.ask(`update "user" set given_name = 'Since'`);
    const second = await dataOf(staging);
    expect(second).not.toEqual(first);
    await staging.undo();
    expect(await dataOf(staging)).toEqual(first);
    expect(await setAside(staging)).toEqual(['undone']);
    await staging.redo();
    expect(await dataOf(staging)).toEqual(second);
    expect(await setAside(staging)).toEqual(['before']);
    await expect(staging.redo()).rejects.toMatchObject({ code: 'nothing_to_redo' });
    await staging.undo();
    expect(await dataOf(staging)).toEqual(first);
    expect(await staging.ask('select action from seedbed_staging.history')).toHaveLength(4);
    await staging.reset({ strategy });
    await expect(staging.redo()).rejects.toMatchObject({ code: 'nothing_to_redo' });
    expect(await setAside(staging)).toEqual(['before']);
  });

  test.each([
    ['alter table note add extra text', 'alter table note drop extra', /note has the column extra text now/],
    [
      'alter table note alter blank type text',
      'alter table note alter blank type char(5)',
      /note had the column blank character\(5\)/,
    ],
    [
      'alter table note rename to remark',
      'alter table remark rename to note',
      /public\.note is not there any more/,
    ],
    [
      'alter table note add constraint late check (id > 1) not valid',
      'alter table note drop constraint late',
      /"note" violates check constraint "late"/,
    ],
  ])('in place says what has changed since: %s', async (change, back, message) => {
    const staging = await stagingDatabase();
    await staging.ask(notes);
    const first = await rowsOf(staging);
    await staging.reset({ strategy: 'transaction' });
    const second = await rowsOf(staging);
    await staging.ask(change);
    const refused: unknown = await staging.undo().catch((error: unknown) => error);
    if (!hasCode(refused, 'undo_impossible')) throw refused;
    expect(refused.message).toMatch(message);
    expect(refused.hint).toContain(`"${refused.details['schema']}"`);
    await staging.ask(back);
    expect(await rowsOf(staging)).toEqual(second);
    expect(await setAside(staging)).toEqual(['before']);
    await staging.undo();
    expect(await rowsOf(staging)).toEqual(first);
  });
});

test('rows that are set aside in place are named where they are in the way of reverting migrations', async () => {
  const staging = await stagingDatabase();
  const { before } = await staging.reset({ strategy: 'transaction' });
  const down = () => migrations(course, staging.url).down({ to: 0 });
  await expect(down()).rejects.toMatchObject({
    code: 'migration_refused',
    hint: expect.stringContaining(`drop schema ${before} cascade; then try again`),
  });
  expect(await staging.ask('select from "user"')).not.toEqual([]);
  await staging.ask(`drop schema ${before} cascade`);
  expect(await down()).not.toEqual([]);
});
