import { describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { edgeCases, minimal } from '../../src/seeders/course/index.ts';
import { seed } from '../../src/seeders/seed.ts';
import { expectRefusal } from '../cli/refusal.ts';
import { seedbed } from '../support/cli.ts';
import { servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { firstPlatform, signInPlatform } from './database.ts';
import { requireTaken } from './scenarios.ts';

describe.each(servers)('the first platform on PostgreSQL $version', ({ version }) => {
  it('takes a scenario, with the times of its data', async () => {
    await requireTaken(minimal, { version });
  });

  it('takes it without a column of which nothing is written', async () => {
    await requireTaken(minimal, { version, platform: signInPlatform });
  });

  it('refuses values for a column that is not there', async () => {
    const { client } = await signInPlatform({ version });
    await expect(seed(client, course, edgeCases, { seed: 0, now: DEFAULT_NOW })).rejects.toMatchObject({
      code: 'structure_mismatch',
      details: {
        differences: [
          'The column "user"."user_type" is user_type, which does not hold "db", of 1 row: its type would have to have db too.',
          'The column "user"."auth_token" (varchar(512)) is missing.',
        ],
      },
    });
    expect((await client.query('select from "user"')).rowCount).toBe(0);
  });
});

describe('a dry run on the first platform', () => {
  it('names the checks that only the database has, of which one refuses a user with a token', async () => {
    const { url, client } = await firstPlatform();
    const env = { DATABASE_URL: url };
    const cwd = temporaryFolder();
    const { code, stdout } = await seedbed(['seed', 'edge-cases', '--dry-run'], { cwd, env });
    expect(stdout).toMatch(/^ {2}user +user_username_condition +\(\(\(user_type = 'db'/m);
    expect(stdout).not.toContain('course_member_student_valid');
    expect(code).toBe(0);
    const refused = await seedbed(['seed', 'edge-cases'], { cwd, env });
    expectRefusal(refused, {
      code: 3,
      problem: 'user_username_condition',
      hint: 'Its own constraints differ',
    });
    expect((await client.query('select from "user"')).rowCount).toBe(0);
  });

  it('refuses what does not fit, and a database that is not empty', async () => {
    const { url, client } = await firstPlatform();
    const dryRun = (...options: string[]) =>
      seedbed(['seed', 'minimal', '--dry-run', ...options], {
        cwd: temporaryFolder(),
        env: { DATABASE_URL: url },
      });
    expect(JSON.parse((await dryRun('--json')).stdout)).toMatchObject({ dryRun: true, tables: { user: 2 } });
    await client.query('alter table "user" alter family_name type varchar(1)');
    const narrow = await dryRun();
    expectRefusal(narrow, { code: 3, problem: 'do not fit', hint: 'values that fit' });
    expect(narrow.stderr).toContain('"user"."family_name" is character varying(1)');
    await client.query(`alter table "user" alter family_name type varchar(255);
      insert into "user" (given_name) values ('Ada')`);
    expectRefusal(await dryRun(), { code: 3, problem: 'already holds', hint: 'empty database' });
  });
});

it('has its changes told to who may not switch its triggers off', async () => {
  const { client, url } = await firstPlatform();
  const role = `changes_${new URL(url).pathname.slice(1)}`;
  await client.query(`
    create role ${role} login password 'guest';
    grant select, insert, update on all tables in schema public to ${role};
    grant all on all sequences in schema public to ${role}`);
  const asGuest = Object.assign(new URL(url), { username: role, password: 'guest' });
  const { code, stdout } = await seedbed(['seed', 'minimal'], {
    cwd: temporaryFolder(),
    env: { DATABASE_URL: asGuest.href },
  });
  await client.query(`drop owned by ${role}; drop role ${role}`);
  expect(stdout).toContain('set other values than were sent');
  expect(stdout).toMatch(/^ {2}user\.created_at {2}\d+ rows$/m);
  expect(code).toBe(0);
});
