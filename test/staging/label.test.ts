import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/database/drift.ts';
import { course } from '../../src/domains.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { readLabel, requireConsent, setLabel } from '../../src/staging/label.ts';
import { freshDatabase, servers, serverUrl } from '../support/database.ts';
import { describeDumps } from './describe-dumps.ts';
import { refusal, seeded } from './seeded.ts';

describe.concurrent.each(servers)('a label on PostgreSQL $version', ({ version }) => {
  test('gives consent, is no drift, and stays while people come and go', async () => {
    const { url, client } = await seeded(classroom, 0, version);
    await setLabel(client, course, 'staging', 'ada');
    expect(await requireConsent(client, course)).toMatchObject({ environment: 'staging', by: 'ada' });
    await client.query(`insert into "user" (given_name) select 'Tester' from generate_series(1, 5)`);
    for (let i = 0; i < 30; i++) await client.query(`insert into "user" (given_name) values ('Tester')`);
    await client.query('delete from session; delete from codeability_message');
    expect(await refusal(client)).toBe('given');
    expect(await findDrift(course, url)).toMatchObject({ ormDiff: [], catalogDiff: [] });
  });

  test('can be given by the owner of a database who is nothing else', async () => {
    const { url, client } = await freshDatabase({ version, template: 'course' });
    const name = new URL(url).pathname.slice(1);
    await client.query(`create role owner_${name}; alter database ${name} owner to owner_${name};
      grant select on all tables in schema public to owner_${name}; set role owner_${name}`);
    await setLabel(client, course, 'staging', 'ada');
    expect(await refusal(client)).toBe('given');
    await client.query(`reset role; reassign owned by owner_${name} to current_user; drop owned by owner_${name};
      drop role owner_${name}`);
  });
});

test('a label that cannot be written leaves nothing behind', async () => {
  const { url, client } = await seeded(minimal);
  const role = `labeller_${new URL(url).pathname.slice(1)}`;
  await client.query(`create role ${role}; grant create on database ${new URL(url).pathname.slice(1)} to ${role};
    set role ${role}`);
  await expect(setLabel(client, course, 'staging', 'ada')).rejects.toMatchObject({ code: '42501' });
  await client.query('reset role');
  const { rows } = await client.query(`select to_regnamespace('seedbed_staging')::text as schema`);
  expect(rows).toEqual([{ schema: null }]);
  await client.query(`drop owned by ${role}; drop role ${role}`);
});

test('testers who add some people to two do not void a label', async () => {
  const { client } = await seeded(minimal);
  await setLabel(client, course, 'staging', 'ada');
  await client.query(`insert into "user" (given_name) values ('Tester')`);
  expect(await refusal(client)).toBe('given');
  await client.query(`insert into "user" (given_name) select 'Tester' from generate_series(1, 10)`);
  expect(await refusal(client)).toBe('given');
});

describe.concurrent('consent is refused', () => {
  test('where nobody has given any', async () => {
    const { client } = await seeded(minimal);
    expect(await refusal(client)).toBe('not_labelled');
    expect(await readLabel(client)).toBeUndefined();
  });

  const names = [
    'production',
    'prod',
    'production-eu',
    'Production',
    'PROD',
    'prd',
    'eu-PRD',
    'live',
    'Live_2',
    'prod1',
    'euProd',
    'EULive',
    'dataPRD',
  ];
  test('for each name of production, which cannot be labelled otherwise', async () => {
    const { client } = await seeded(minimal);
    for (const environment of names) {
      await setLabel(client, course, environment, 'ada');
      expect(await refusal(client), environment).toBe('production');
      await expect(requireConsent(client, course, false)).rejects.toMatchObject({ code: 'production' });
      await expect(setLabel(client, course, 'staging', 'eve')).rejects.toMatchObject({ code: 'production' });
      expect(await readLabel(client)).toMatchObject({ environment, by: 'ada' });
      // Only its owner can, by SQL.
      await client.query('delete from seedbed_staging.label');
    }
  });

  test('for what is no name of an environment', async () => {
    const { client } = await seeded(minimal);
    await expect(setLabel(client, course, 'Production ', 'ada')).rejects.toMatchObject({
      code: 'bad_environment',
    });
  });

  test('in a copy, and under another name', async () => {
    const { url, client } = await seeded(minimal);
    await setLabel(client, course, 'staging', 'ada');
    const name = new URL(url).pathname.slice(1);
    await client.end();
    const maintenance = new pg.Client(serverUrl(18));
    await maintenance.connect();
    const at = async (database: string) => {
      const other = new pg.Client(url.replace(name, database));
      await other.connect();
      return await refusal(other).finally(() => other.end());
    };
    try {
      await maintenance.query(`create database ${name}_copy template ${name}`);
      expect(await at(`${name}_copy`)).toBe('label_void');
      // The copy takes the place of the original.
      await maintenance.query(`alter database ${name} rename to ${name}_old`);
      expect(await at(`${name}_old`)).toBe('label_void');
      await maintenance.query(`alter database ${name}_copy rename to ${name}`);
      expect(await at(name)).toBe('label_void');
    } finally {
      await maintenance.query(`drop database if exists ${name}_old`);
      await maintenance.end();
    }
  });

  test.each([
    ['tables are made anew', 'alter table session rename to s; create table session (like s); drop table s'],
    [
      'the people are others',
      `delete from "user" where id in (select id from "user" order by id limit 20);
      insert into "user" (given_name) select 'Eve' from generate_series(1, 20)`,
    ],
    ['most people are new', `insert into "user" (given_name) select 'Eve' from generate_series(1, 40)`],
  ])('where %s', async (_, sql) => {
    const { client } = await seeded(classroom);
    await setLabel(client, course, 'staging', 'ada');
    await client.query(`set session_replication_role = replica; ${sql}`);
    expect(await refusal(client)).toBe('label_void');
  });

  test('where it was given to empty tables, and many rows have come at once', async () => {
    const { client } = await freshDatabase({ template: 'course' });
    await setLabel(client, course, 'staging', 'ada');
    for (let i = 0; i < 15; i++) await client.query(`insert into "user" (given_name) values ('Tester')`);
    expect(await refusal(client)).toBe('given');
    await client.query(`insert into "user" (given_name) select 'Eve' from generate_series(1, 11)`);
    expect(await refusal(client)).toBe('label_void');
  });

  const tamperings = [
    `database = '[]'`,
    `database = 'null'`,
    `database = database - 'oid'`,
    `database = database || '{"system": 7}'`,
    `data = '{}'`,
    `data = '"tables"'`,
    `data = jsonb_set(data, '{people}', '{"a": 1}')`,
    `data = jsonb_set(data, '{people}', '[null, {}]')`,
    `data = jsonb_set(data, '{tables}', '[]')`,
    `labelled_at = 'infinity', data = '{}'`,
  ];
  test('where it was changed by hand', async () => {
    const { client } = await seeded(minimal);
    await setLabel(client, course, 'staging', 'ada');
    for (const change of tamperings) {
      await client.query(`update seedbed_staging.label set ${change}`);
      expect(await refusal(client), change).toBe('label_void');
      expect(await readLabel(client), change).toMatchObject({ environment: 'staging', at: expect.any(Date) });
      await setLabel(client, course, 'staging', 'ada');
      expect(await refusal(client), change).toBe('given');
    }
  });
});

describeDumps(['nothing']);
