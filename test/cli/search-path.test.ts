import { expect, it } from 'vitest';
import { seedbed } from '../support/cli.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

it.each(servers)('the search path does not matter on PostgreSQL $version', async ({ version }) => {
  const cwd = temporaryFolder();
  const { url } = await freshDatabase({ version });
  const DATABASE_URL = `${url}?options=-c%20search_path%3Delsewhere`;
  const run = (...parameters: string[]) => seedbed(parameters, { cwd, env: { DATABASE_URL } });

  expect(await run('migrate', 'up')).toMatchObject({ code: 0 });
  expect(await run('migrate', 'check')).toMatchObject({
    code: 0,
    stdout: 'The database and the entities agree.\n',
  });
  expect(await run('seed', 'minimal')).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('ottilie.kastenbaum'),
  });
  expect(await run('start')).toMatchObject({ code: 0, stdout: expect.stringContaining('Found data') });
  expect(await run('migrate', 'down', '--to', '0')).toMatchObject({ code: 0 });
});
