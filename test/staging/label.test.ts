import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/database/drift.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { readLabel, requireConsent, setLabel } from '../../src/staging/label.ts';
import { type FreshDatabase, freshDatabase, servers, serverUrl } from '../support/database.ts';

const smaller: Readonly<Record<string, object>> = { classroom: { students: 12, weeks: 4 } };

async function seeded(scenario: Scenario, number = 0, version: 15 | 18 = 18): Promise<FreshDatabase> {
  const database = await freshDatabase({ version, template: 'course' });
  const parameters = { ...smaller[scenario.name] };
  await seed(database.client, course, scenario, { seed: number, at: DEFAULT_AT }, { parameters });
  return database;
}

const consent = (client: pg.Client) => requireConsent(client, course);
const refusal = (client: pg.Client) =>
  consent(client).then(
    () => 'given',
    (error) => error.code,
  );

describe.each(servers)('a label on PostgreSQL $version', ({ version }) => {
  test('gives consent, is no drift, and stays while people come and go', async () => {
    const { url, client } = await seeded(classroom, 0, version);
    await setLabel(client, course, 'staging', 'ada');
    expect(await consent(client)).toMatchObject({ environment: 'staging', by: 'ada' });
    await client.query(`insert into "user" (given_name) select 'Tester' from generate_series(1, 5)`);
    await client.query('delete from session; delete from codeability_message');
    expect(await refusal(client)).toBe('given');
    expect(await findDrift(course, url)).toEqual({ ormDiff: [], catalogDiff: [] });
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

describe('consent is refused', () => {
  test('where nobody has given any', async () => {
    const { client } = await seeded(minimal);
    expect(await refusal(client)).toBe('not_labelled');
    expect(await readLabel(client)).toBeUndefined();
  });

  test.each(['production', 'prod', 'production-eu'])(
    'for %s, which cannot be labelled otherwise',
    async (environment) => {
      const { client } = await seeded(minimal);
      await setLabel(client, course, environment, 'ada');
      expect(await refusal(client)).toBe('production');
      await expect(requireConsent(client, course, false)).rejects.toMatchObject({ code: 'production' });
      await expect(setLabel(client, course, 'staging', 'eve')).rejects.toMatchObject({ code: 'production' });
      expect(await readLabel(client)).toMatchObject({ environment, by: 'ada' });
    },
  );

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

  test('where it was given to empty tables that are not empty now', async () => {
    const { client } = await freshDatabase({ template: 'course' });
    await setLabel(client, course, 'staging', 'ada');
    expect(await refusal(client)).toBe('given');
    await client.query(`insert into "user" (given_name) values ('Ada')`);
    expect(await refusal(client)).toBe('label_void');
  });
});

const binaries = '/usr/lib/postgresql/15/bin';
const run = promisify(execFile);

const restorations = [
  { how: 'with --clean', options: ['--clean', '--if-exists'], before: '' },
  {
    how: 'data-only into emptied tables',
    options: dataOnly(),
    before: 'truncate "user", organization cascade',
  },
  { how: 'data-only beside what is there', options: dataOnly(), before: '' },
];

/** As superuser, so that no order of the tables matters. */
function dataOnly(): string[] {
  return ['--data-only', '--disable-triggers'];
}

describe.runIf(existsSync(`${binaries}/pg_dump`))(
  'a dump in the labelled staging database is refused',
  () => {
    const labels = ['nothing', 'production', 'staging'];
    const cases = restorations.flatMap((one) => labels.map((label) => ({ ...one, label })));
    test.each(cases)('$how, from what is labelled $label', async ({ options, before, label }) => {
      const production = await seeded(classroom, 7, 15);
      // In production nobody has the numbers and addresses that staging has.
      await production.client.query(
        `update "user" set email = 'p' || email, username = 'p' || username, number = 'p' || number`,
      );
      if (label !== 'nothing') await setLabel(production.client, course, label, 'ops');
      const staging = await seeded(classroom, 0, 15);
      await setLabel(staging.client, course, 'staging', 'ada');
      expect(await refusal(staging.client)).toBe('given');
      const { stdout } = await run(`${binaries}/pg_dump`, [...options, `--dbname=${production.url}`], {
        maxBuffer: 2 ** 28,
      });
      if (before) await staging.client.query(before);
      // After an error it goes on, as pg_restore does.
      const restore = run(`${binaries}/psql`, ['--quiet', '--dbname', staging.url]);
      restore.child.stdin?.end(stdout);
      await restore;
      const { rows } = await staging.client.query(
        `select count(*) > 0 as restored from "user" where email like 'p%'`,
      );
      expect(rows).toEqual([{ restored: true }]);
      expect(['production', 'label_void']).toContain(await refusal(staging.client));
    });
  },
);
