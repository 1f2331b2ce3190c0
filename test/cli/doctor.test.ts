import { describe, expect, it } from 'vitest';
import { allChecks } from '../../src/health/checks/index.ts';
import { seedbed, seedbedInNode } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();
const names = allChecks.map(({ name }) => name);
const doctor = (url: string, parameters: readonly string[] = []) =>
  seedbed(['doctor', ...parameters], { cwd, env: { DATABASE_URL: url } });

describe('seedbed doctor', () => {
  it('has a line for each check of a database that is well, and the domain that it holds', async () => {
    const { url, client } = await freshDatabase({ template: 'boardroom' });
    const { code, stdout, stderr } = await doctor(url);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/));
    expect(lines.flatMap(([, name = '']) => (names.some((one) => one === name) ? [name] : []))).toEqual(
      names,
    );
    expect(stdout).toMatch(/^boardroom: \d+ ok, /m);
    expect(stdout).not.toContain(client.password);
  });

  it('exits with 0 where there are warnings only, and says what they were judged by and what to do', async () => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    await client.query('create index more on public.tracks (title)');
    const { code, stdout } = await doctor(url);
    expect(code).toBe(0);
    expect(stdout).toContain('warning  drift');
    expect(stdout).toContain('(warning: any difference;');
    expect(stdout).toContain('npx seedbed migrate check --domain practice');
  });

  it('exits with 1 where there is a failure, also as JSON', async () => {
    const { url, client } = await freshDatabase();
    const { code, stdout, stderr } = await doctor(url, ['--json', '--domain', 'practice']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ domain: 'practice', state: 'failure' });
    expect(document.database).toBe(url.replace(`:${client.password}@`, ':***@'));
    expect(document.checks).toContainEqual({
      check: 'migrations',
      state: 'failure',
      finding: expect.stringContaining('1 of 1 migration of practice pending'),
      hint: 'Run: npx seedbed migrate up --domain practice',
      limits: { warning: expect.any(String), failure: expect.any(String) },
    });
    expect(stdout).not.toContain(client.password);
  });

  it('exits with 1 where there is no database', async () => {
    const { url } = await freshDatabase();
    const { code, stdout } = await doctor(url.replace(/[^/]+$/, 'nowhere'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}failure {2}connection +Cannot connect to database "nowhere"/);
  });

  it('refuses a setting that cannot be', async () => {
    const { url } = await freshDatabase();
    const env = { DATABASE_URL: url, PGSSLMODE: 'requir' };
    expectRefusal(await seedbedInNode(['doctor'], { cwd, env }), {
      code: 2,
      problem: 'PGSSLMODE has a value that it does not take.',
      hint: 'It takes disable,',
    });
  });

  it('does not wait for a lock to see whose tables they are', async () => {
    const { url, client } = await freshDatabase();
    await client.query('create table mikro_orm_migrations (name text)');
    await client.query('begin; lock table mikro_orm_migrations in access exclusive mode');
    const result = await doctor(url);
    await client.query('rollback');
    expectRefusal(result, { code: 3, problem: 'due to lock timeout', hint: /^Allow it more time/ });
  });
});
