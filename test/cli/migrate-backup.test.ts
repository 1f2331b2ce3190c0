import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { procurement } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { minimal } from '../../src/seeders/procurement/minimal.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';
import { seeded } from '../transfer/backup/seeded.ts';
import { contentsOf } from '../transfer/backup/state.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryProject();

const migrate = (url: string, ...parameters: string[]) =>
  seedbed(['migrate', ...parameters], { cwd, env: { DATABASE_URL: url } });

const shelf = join(cwd, '.seedbed-backups');

it('seedbed migrate down says where the backup is and what went, and restore brings it back', async () => {
  const { url, client } = await seeded(procurement, minimal);
  const before = await contentsOf(client);
  const sessions = (await countRows(client, procurement))['sessions'];
  const down = await migrate(url, 'down');
  expect(down).toMatchObject({
    code: 0,
    stdout: [
      'Reverted 1 migration:',
      '  Migration20250904080200_auth',
      `With their rows went: sessions (${sessions} row${sessions === 1 ? '' : 's'}).`,
      '',
    ].join('\n'),
  });
  const [, command = '', folder = ''] =
    /in an empty database: seedbed (migrate restore (\S+))$/m.exec(down.stderr) ?? [];
  expect(folder).toMatch(/^\.seedbed-backups\/[^/]+\/test_\w+\/\d{8}T\d{9}$/);
  expect(statSync(shelf).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(shelf, '.gitignore'), 'utf8')).toBe('*\n');
  expect(down.stdout + down.stderr).not.toContain(new URL(url).password);

  const target = await freshDatabase();
  const restored = await migrate(target.url, ...command.split(' ').slice(1));
  expect(restored).toMatchObject({ code: 0 });
  expect(restored.stdout).toMatch(
    /^Restored \d+ rows of 5 tables, as they were in 'test_\w+' on [\d-]+T[\d:.]+Z\.\nThe last migration that has run is Migration20250904080200_auth\.\n$/,
  );
  expect(await contentsOf(target.client)).toEqual(before);

  expectRefusal(await migrate(url, 'restore', folder), {
    code: 3,
    problem: /already holds \d+ rows/,
    hint: 'A backup is restored into an empty database',
  });
  // What is there is kept by `up` too, unless nobody wants it.
  expect((await migrate(url, 'up', '--no-backup')).stderr).not.toContain('Backed up');
  expect((await migrate(url, 'down', '--to', '0', '--no-backup')).stdout).toContain(
    'With their rows went: organisations (',
  );
});

it('seedbed migrate up that breaks a rule says so, and where the backup is', async () => {
  const { url, client } = await seeded(procurement, minimal);
  await migrate(url, 'down', '--no-backup');
  await client.query('update porfs set total_value = total_value + 1');
  const before = await contentsOf(client);
  const up = await migrate(url, 'up');
  expect(up.stderr).toMatch(/^Backed up \d+ rows of 4 tables to /m);
  expectRefusal(up, {
    code: 3,
    problem:
      'After the migrations the database would not be as its schema demands, so they were rolled back:',
    hint: /porfs_total_value, by \d+ rows: .*\n.*The database is as it was\./,
  });
  expect(await contentsOf(client)).toEqual(before);
});

it('seedbed migrate backup writes into the folder that is named, and never over anything', async () => {
  const { url, client } = await seeded(procurement, minimal);
  await client.query('create table feature_flags (name text)');
  const { code, stdout } = await migrate(url, 'backup', 'monday');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Backed up \d+ rows of 5 tables to monday\.\nTo have them back, .*: seedbed migrate restore monday\n/,
  );
  expect(stdout).toContain("Not in it, because they are not of 'procurement': feature_flags.");
  expect(existsSync(join(cwd, 'monday', 'manifest.json'))).toBe(true);
  expectRefusal(await migrate(url, 'backup', 'monday'), {
    code: 3,
    problem: 'monday holds something else already',
    hint: 'Give a folder that is new or empty',
  });
  expectRefusal(await migrate(url, 'restore', 'tuesday'), {
    code: 3,
    problem: 'There is no backup in tuesday',
    hint: 'seedbed migrate backup',
  });
});
