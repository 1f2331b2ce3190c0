import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { documents } from '../../src/json.ts';
import { seedbed, seedbedInNode, seedbedProcess } from '../support/cli.ts';
import { everyServer, type FreshDatabase, freshDatabase, serverUrl } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { runVitest, strangersProject } from '../support/stranger.ts';
import { hasTerminal, seedbedOnTerminal } from '../support/terminal.ts';

const LIBRARY = `
  create table readers (id int primary key, email text not null unique, name text not null);
  create table loans (
    id int generated always as identity primary key, reader_id int not null references readers, due_at timestamptz not null,
    weeks int not null check (weeks between 1 and 8))`;

const [{ version } = { version: 18 as const }] = everyServer.toSorted((a, b) => a.version - b.version);

describe('in a project with nothing but a database', () => {
  let cwd: string;
  let database: FreshDatabase;
  const run = (...parameters: string[]) =>
    seedbedInNode(parameters, { cwd, env: { DATABASE_URL: database.url } });
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

  beforeAll(async () => {
    cwd = strangersProject();
    // Of the tables of a newer server there is no pg_dump everywhere.
    database = await freshDatabase({ version });
    await database.client.query(LIBRARY);
  });

  test('it writes what is needed, tries every factory, and says what comes next', async () => {
    const { code, stdout } = await run('init', '--name', 'library');
    expect(code).toBe(0);
    for (const path of ['structure.json', 'domain.ts', 'overrides.ts', 'sample.test.ts'])
      expect(stdout).toContain(`  seedbed/${path}  written\n`);
    expect(stdout).toContain('All well: tried 2 combinations');
    expect(stdout).toMatch(/Now: npx seedbed seed library\/sample\n$/);
    const { rows } = await database.client.query('select from public.loans');
    expect(rows).toEqual([]);
  });

  test('the sample is seeded and verified', async () => {
    expect(await run('seed', 'library/sample', '--set', 'rows=30')).toMatchObject({ code: 0 });
    expect((await run('verify')).stdout).toContain('No row breaks a rule.');
    expect((await run('doctor')).stdout).toContain('the tables hold the rows of the entities');
  });

  test('the test that it has written passes, with the tables of that database', async () => {
    const { code, output, errors } = await runVitest(cwd, {
      DATABASE_URL: database.url,
      DATABASE_TEST_URL: serverUrl(version),
    });
    expect(code, output + errors).toBe(0);
    expect(output).toMatch(/Tests +1 passed/);
  });

  test('again it writes the structure alone, and what a person wrote counts', async () => {
    writeFileSync(
      join(cwd, 'seedbed/overrides.ts'),
      `export const overrides = { readers: { name: 'Ada' } };`,
    );
    await database.client.query('alter table public.readers add phone text');
    expect(await run('init', '--check')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('npx seedbed init'),
    });
    const { code, stdout } = await run('init');
    expect(code).toBe(0);
    expect(stdout).toContain('  seedbed/overrides.ts  is there, and stays as it is\n');
    expect(read('seedbed/overrides.ts')).toContain('Ada');
    expect(read('seedbed/structure.json')).toContain('"phone"');
    expect(await run('init', '--check')).toMatchObject({ code: 0 });
    // In a process of its own, which has not read the overrides before.
    const parameters = ['seed', 'library/sample', '--out', 'files'];
    const { code: seeded, stderr } = await seedbedProcess(parameters, {
      cwd,
      env: { DATABASE_URL: database.url },
    });
    expect(seeded, stderr).toBe(0);
    expect(
      readdirSync(join(cwd, 'files'))
        .map((file) => read(`files/${file}`))
        .join(),
    ).toContain('Ada');
  });
});

test('a check that nothing satisfies is told with the line for the overrides', async () => {
  const { url, client } = await freshDatabase();
  await client.query(
    `create table codes (id int primary key, code text not null check (md5(code) = 'x')); create table log (line text);
    create schema "sales.old"; create table "sales.old".orders (id int primary key)`,
  );
  const cwd = strangersProject();
  const { code, stdout } = await seedbed(['init'], { cwd, env: { DATABASE_URL: url } });
  expect(code).toBe(0);
  expect(stdout).toContain(`In seedbed/overrides.ts: codes: { code: … }, // (md5(code) = 'x'::text)`);
  expect(stdout).toContain(
    'Left out, because they have no partition or nothing tells their rows apart: log.',
  );
  expect(stdout).toContain(
    'Left out, because the role may not use their schema, or their name has a dot: "sales.old".orders.',
  );
  expect(stdout).toContain('codes_code_check');
  const told = await seedbed(['init', '--json'], { cwd: strangersProject(), env: { DATABASE_URL: url } });
  expect(documents.init.parse(JSON.parse(told.stdout))).toMatchObject({
    unsolved: [{ table: 'codes', check: 'codes_code_check', problem: null }],
    leftOut: ['log', '"sales.old".orders'],
  });
});

test('tables of several schemas are seeded, written as files, loaded, linted and verified', async () => {
  const [{ url, client }, target] = [await freshDatabase({ version }), await freshDatabase({ version })];
  const tables = `
    create schema auth; create schema "Sales";
    create table auth.users (id int primary key, email text not null unique);
    create table "Sales"."Order" (
      id int generated always as identity primary key, user_id int not null references auth.users,
      state text not null check (state in ('new', 'paid')))`;
  for (const one of [client, target.client]) await one.query(tables);
  const cwd = strangersProject();
  const run = (...parameters: string[]) => seedbedInNode(parameters, { cwd, env: { DATABASE_URL: url } });
  expect(await run('init', '--name', 'shop')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('All well: tried 2 combinations'),
  });
  expect(readFileSync(join(cwd, 'seedbed/tables.ts'), 'utf8')).toContain('  authUsers: AuthUsers;');
  expect((await run('seed', 'shop/sample', '--dry-run', '--set', 'salesOrder=9')).stdout).toMatch(
    /Sales\.Order +9/,
  );
  expect(await run('seed', 'shop/sample', '--set', 'rows=30')).toMatchObject({ code: 0 });
  expect((await run('verify')).stdout).toContain('No row breaks a rule.');
  expect(await run('lint')).toMatchObject({ code: 0 });
  expect((await run('doctor')).stdout).toContain('the tables hold the rows of the entities');
  for (const shard of ['1/2', '2/2'])
    expect(await run('seed', 'shop/sample', '--shard', shard, '--out', 'parts')).toMatchObject({
      code: 0,
    });
  const loaded = await seedbedInNode(['load', 'parts'], { cwd, env: { DATABASE_URL: target.url } });
  expect(loaded, loaded.stderr).toMatchObject({ code: 0 });
  const { rows } = await target.client.query('select from "Sales"."Order"');
  expect(rows.length).toBeGreaterThan(0);
});

test('a link in the place of its folder is refused', async () => {
  const [cwd, elsewhere] = [strangersProject(), temporaryFolder()];
  symlinkSync(elsewhere, join(cwd, 'seedbed'));
  const { url, client } = await freshDatabase();
  await client.query('create table a (id int primary key)');
  const { code, stdout } = await seedbed(['init', '--json'], { cwd, env: { DATABASE_URL: url } });
  expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 3, error: 'unsafe_file' });
  expect(readdirSync(elsewhere)).toEqual([]);
});

test.each([
  ['no DATABASE_URL', [], async () => ({}), 'no_database'],
  ['no table', [], async () => ({ DATABASE_URL: (await freshDatabase()).url }), 'no_tables'],
  [
    'nothing to compare',
    ['--check'],
    async () => ({ DATABASE_URL: (await freshDatabase()).url }),
    'structure_unreadable',
  ],
])('with %s nothing is written', async (_, parameters, environment, error) => {
  const cwd = strangersProject();
  const { code, stdout } = await seedbed(['init', ...parameters, '--json'], {
    cwd,
    env: await environment(),
  });
  expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 2, error });
  expect(existsSync(join(cwd, 'seedbed'))).toBe(false);
});

describe.runIf(hasTerminal)('on a terminal', () => {
  let url: string;
  beforeAll(async () => {
    const database = await freshDatabase();
    url = database.url;
    await database.client.query('create table a (id int primary key)');
  });
  const project = () => {
    const cwd = strangersProject();
    writeFileSync(join(cwd, '.env'), `DATABASE_URL=${url}\n`);
    return cwd;
  };

  test('it asks for the name and whether to write a test, and nothing when it is run again', async () => {
    const cwd = project();
    const { code, shown } = await seedbedOnTerminal(['init'], { cwd, answer: ['My Shop\n', 'n\n'] });
    expect(code, shown).toBe(0);
    expect(shown).toMatch(/What is the domain called\? \[test-\w+\] /);
    expect(shown).toContain('Write a first test for Vitest? [Y/n] ');
    expect(readFileSync(join(cwd, 'seedbed/domain.ts'), 'utf8')).toContain(`name: 'my-shop'`);
    expect(existsSync(join(cwd, 'seedbed/sample.test.ts'))).toBe(false);
    const again = await seedbedOnTerminal(['init', '--no-test'], { cwd });
    expect(again.code, again.shown).toBe(0);
    expect(again.shown).not.toContain('?');
  });

  test('--yes takes the defaults', async () => {
    const cwd = project();
    const { code, shown } = await seedbedOnTerminal(['init', '--yes'], { cwd });
    expect(code, shown).toBe(0);
    expect(shown).not.toContain('?');
    expect(existsSync(join(cwd, 'seedbed/sample.test.ts'))).toBe(true);
  });
});
