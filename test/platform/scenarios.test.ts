import { describe, expect, it } from 'vitest';
import { minimal } from '../../src/seeders/course/index.ts';
import { seedbed } from '../support/cli.ts';
import { servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { firstPlatform } from './database.ts';
import { requireTaken } from './scenarios.ts';

describe.each(servers)('the first platform on PostgreSQL $version', ({ version }) => {
  it('takes a scenario, with the times of its data', async () => {
    await requireTaken(minimal, { version });
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
