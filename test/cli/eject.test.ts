import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { documents } from '../../src/json.ts';
import { seedbedInNode, seedbedProcess } from '../support/cli.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { strangersProject } from '../support/stranger.ts';

const LIBRARY = `
  create table reader (id int primary key, email text not null unique, name text not null);
  create table "loan/of a" (
    id int generated always as identity primary key, reader_id int not null references reader,
    weeks int not null check (weeks between 1 and 8))`;

describe('in a project with a derived domain', () => {
  let cwd: string;
  let database: FreshDatabase;
  const env = () => ({ DATABASE_URL: database.url });
  const run = (...parameters: string[]) => seedbedInNode(parameters, { cwd, env: env() });
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

  beforeAll(async () => {
    cwd = strangersProject();
    database = await freshDatabase();
    await database.client.query(LIBRARY);
    expect(await run('init', '--name', 'library')).toMatchObject({ code: 0 });
  });

  test('it writes the factory of a table, and says what to add', async () => {
    const { code, stdout } = await run('eject', 'reader');
    expect(code).toBe(0);
    expect(stdout).toContain('seedbed/factories/reader.ts  written\n');
    expect(stdout).toContain("  import { reader } from './factories/reader.ts';\n  factories: { reader },\n");
    expect(read('seedbed/factories/reader.ts')).toContain("email: unique('reader.email', 'text')");
  });

  test('it writes over no file', async () => {
    writeFileSync(join(cwd, 'seedbed/factories/reader.ts'), '// by hand');
    const { code, stdout } = await run('eject', 'reader', '--json');
    expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 2, error: 'file_exists' });
    expect(read('seedbed/factories/reader.ts')).toBe('// by hand');
  });

  test('a name cannot lead out of the folder', async () => {
    const { stdout } = await run('eject', 'loan/of a', '--json');
    const { written } = documents.eject.parse(JSON.parse(stdout));
    expect(written).toMatch(/^seedbed\/factories\/[\w$]+\.ts$/);
    expect(existsSync(join(cwd, written))).toBe(true);
  });

  test('a table that is not there is told with the nearest', async () => {
    const { code, stdout } = await run('eject', 'readers', '--json');
    expect({ code, error: JSON.parse(stdout).error }).toMatchObject({
      code: 2,
      error: { code: 'unknown_name', hint: expect.stringContaining("'reader'") },
    });
  });

  test('with the lines that it told, the factory counts', async () => {
    writeFileSync(
      join(cwd, 'seedbed/factories/reader.ts'),
      `import type { OwnFactory } from 'seedbed/derive';
       export const reader: OwnFactory = {
         columns: { id: ({ ordinal }) => ordinal(), name: 'Grace', email: ({ n }) => 'grace' + n + '@example.org' } };`,
    );
    const domain = read('seedbed/domain.ts')
      .replace(/^/, "import { reader } from './factories/reader.ts';\n")
      .replace('  overrides,\n', '  overrides,\n  factories: { reader },\n');
    writeFileSync(join(cwd, 'seedbed/domain.ts'), domain);
    // In a process of its own, which has not read the domain before.
    const seeded = await seedbedProcess(['seed', 'library/sample'], { cwd, env: env() });
    expect(seeded.code, seeded.stderr).toBe(0);
    const { rows } = await database.client.query('select distinct name from public.reader');
    expect(rows).toEqual([{ name: 'Grace' }]);
    expect(await run('lint')).toMatchObject({ code: 0 });
  });
});

test('a link in the place of its folder is refused', async () => {
  const [cwd, elsewhere] = [strangersProject(), temporaryFolder()];
  const { url, client } = await freshDatabase();
  await client.query('create table a (id int primary key)');
  const env = { DATABASE_URL: url };
  expect(await seedbedInNode(['init'], { cwd, env })).toMatchObject({ code: 0 });
  symlinkSync(elsewhere, join(cwd, 'seedbed/factories'));
  const { code, stdout } = await seedbedInNode(['eject', 'a', '--json'], { cwd, env });
  expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 3, error: 'unsafe_file' });
});

test('without a derived domain it says how to have one', async () => {
  const cwd = temporaryProject();
  mkdirSync(join(cwd, 'seedbed'));
  const { code, stdout } = await seedbedInNode(['eject', 'user', '--json'], { cwd });
  expect({ code, error: JSON.parse(stdout).error }).toMatchObject({
    code: 2,
    error: { code: 'not_derived', hint: expect.stringContaining('npx seedbed init') },
  });
});
