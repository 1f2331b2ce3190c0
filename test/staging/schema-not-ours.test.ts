import { expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { readHistory } from '../../src/staging/history.ts';
import { readLabel, requireConsent, setLabel } from '../../src/staging/label.ts';
import { requireTestDatabase } from '../../src/testing/require-test-database.ts';
import { freshDatabase } from '../support/database.ts';
import { type Staging, stagingDatabase } from './staging.ts';

/** What runs it leaves a row, whoever that is. */
const trap = `create table public.fallen (who text);
  grant insert on public.fallen to public;
  create function public.trap() returns trigger language plpgsql as
    $$ begin insert into public.fallen values (current_user); return new; end $$;
  create function public.fall() returns text language plpgsql as
    $$ begin insert into public.fallen values (current_user); return 'x'; end $$`;

const table = 'seedbed_staging.label';

/** What others might make of the schema of the label. */
const changes: readonly (readonly [what: string, sql: string])[] = [
  [
    'a trigger',
    `create trigger t before insert or update on ${table} for each row execute function public.trap()`,
  ],
  ['a rule', `create rule r as on insert to ${table} do also insert into public.fallen values ('rule')`],
  ['a policy', `create policy p on ${table} using (public.fall() = 'x')`],
  ['row security', `alter table ${table} enable row level security`],
  ['a default', `alter table ${table} alter labelled_at set default (public.fall() || 'now')::timestamptz`],
  ['a column with a default', `alter table ${table} add extra text default public.fall()`],
  ['a check', `alter table ${table} add check (public.fall() = 'x') not valid`],
  ['an index', `create index on ${table} (lower(environment))`],
  ['a child', `create table public.child () inherits (${table})`],
  [
    'a view in its place',
    `drop table ${table}; create view ${table} as select true as one, public.fall() as environment`,
  ],
  ['another column type', `alter table ${table} alter environment type varchar(40)`],
  ['no mark', 'comment on schema seedbed_staging is null'],
];

async function fallen({ ask }: Staging): Promise<unknown> {
  return await ask('select who from public.fallen');
}

test.each(changes)('a schema of the label with %s is refused, and nothing in it is run', async (_, sql) => {
  const staging = await stagingDatabase();
  await staging.ask(trap);
  await staging.ask('truncate public.fallen');
  await staging.ask(sql);
  await staging.ask('truncate public.fallen');
  const client = await staging.open();
  const refused = { code: 'schema_not_ours', details: { schema: 'seedbed_staging' } };
  await expect(setLabel(client, course, 'review', 'ada')).rejects.toMatchObject(refused);
  await expect(readLabel(client)).rejects.toMatchObject(refused);
  await expect(requireConsent(client, course, false)).rejects.toMatchObject(refused);
  await expect(staging.reset({ embedded: true })).rejects.toMatchObject(refused);
  await expect(requireTestDatabase(staging.url, course)).rejects.toMatchObject(refused);
  expect(await fallen(staging)).toEqual([]);
});

test('a schema or table of another role is refused; one of a role that the connected one is a member of is not', async () => {
  const { url, client } = await freshDatabase({ template: 'course' });
  const name = new URL(url).pathname.slice(1);
  await setLabel(client, course, 'staging', 'ada');
  await client.query(
    `create role mallory_${name}; create role friend_${name}; grant friend_${name} to current_user`,
  );
  for (const [owner, code] of [
    [`mallory_${name}`, 'schema_not_ours'],
    [`friend_${name}`, undefined],
  ] as const)
    for (const what of [
      'schema seedbed_staging',
      'table seedbed_staging.label',
      'table seedbed_staging.history',
    ]) {
      await client.query(`alter ${what} owner to ${owner}`);
      const found = await readLabel(client).then(
        () => undefined,
        (error) => error.code,
      );
      expect(found, `${what} of ${owner}`).toBe(code);
      await client.query(`alter ${what} owner to current_user`);
    }
  await client.query(`drop role mallory_${name}; drop role friend_${name}`);
});

test('rows before a reset: a schema of another role or without a mark is no backup, and one that was changed is refused', async () => {
  const staging = await stagingDatabase();
  await staging.ask(`create schema seedbed_before_29990101t000000000;
    create table seedbed_before_29990101t000000000.contents (place int primary key, name text not null)`);
  await expect(staging.undo()).rejects.toMatchObject({ code: 'nothing_to_undo' });
  await staging.ask(`create role mallory_${staging.name};
    comment on schema seedbed_before_29990101t000000000 is 'made by seedbed: rows before a reset';
    alter schema seedbed_before_29990101t000000000 owner to mallory_${staging.name}`);
  await expect(staging.undo()).rejects.toMatchObject({ code: 'nothing_to_undo' });
  for (let i = 0; i < 3; i++) await staging.reset({ strategy: 'transaction' });
  expect(
    await staging.ask(`select nspname from pg_namespace where nspname ~ 'seedbed_before_2999'`),
  ).toHaveLength(1);
  const [own] = await staging.ask(
    `select nspname from pg_namespace where nspname ~ 'seedbed_before_' order by 1`,
  );
  const [last] = await staging.ask(
    `select nspname from pg_namespace where nspname ~ 'seedbed_before_20' order by 1 desc`,
  );
  expect(own).not.toEqual(last);
  await staging.ask(`${trap}; create table ${last?.['nspname']}.kept (a text default public.fall());
    truncate public.fallen`);
  const before = await staging.ask(`select id from "user" order by id`);
  await expect(staging.undo()).rejects.toMatchObject({
    code: 'schema_not_ours',
    details: { schema: last?.['nspname'] },
  });
  expect(await staging.ask(`select id from "user" order by id`)).toEqual(before);
  expect(await fallen(staging)).toEqual([]);
  await staging.ask(
    `alter schema seedbed_before_29990101t000000000 owner to current_user; drop role mallory_${staging.name}`,
  );
});

test('the history of a database whose schema was made by another tool is not read', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await client.query('create schema seedbed_staging; create view seedbed_staging.history as select 1 as id');
  await expect(readHistory(client)).rejects.toMatchObject({ code: 'schema_not_ours' });
});
