import { expect, it } from 'vitest';
import { readOverview } from '../../src/cli/overview.ts';
import { boardroom } from '../../src/domains.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();

it('people without a mail address are told as a fault of the domain', async () => {
  const { client } = await freshDatabase({ template: 'boardroom' });
  const people = `select full_name as name, email as mail, 'owner' as role from public.users`;
  await expect(readOverview(client, { ...boardroom, people })).rejects.toMatchObject({
    code: 'people_refused',
    message: "The `people` of the domain 'boardroom' give no column email. The data is there.",
  });
});

it('people that cannot be read are told as a fault of the domain', async () => {
  const { client } = await freshDatabase({ template: 'boardroom' });
  const overview = readOverview(client, { ...boardroom, people: 'select name, email\nfrom usirs' });
  await expect(overview).rejects.toMatchObject({
    code: 'people_refused',
    kind: 'usage',
    message:
      `PostgreSQL does not run the \`people\` of the domain 'boardroom' (42P01): relation "usirs" does not exist. ` +
      'It is at line 2, character 6 of its SQL, at the arrow: "select name, email from →usirs". The data is there.',
  });
});

it('a database of another domain is filled, checked and migrated without being told its domain', async () => {
  const { url } = await freshDatabase({ template: 'boardroom' });
  const run = (...parameters: string[]) => seedbed(parameters, { cwd, env: { DATABASE_URL: url } });
  expect((await run('seed', 'boardroom/minimal')).stdout).toMatch(/^Seeded 'boardroom\/minimal': 5 rows/);
  expect(JSON.parse((await run('verify', '--json')).stdout)).toMatchObject({
    domain: 'boardroom',
    violations: [],
  });
  expect((await run('migrate', 'down')).stdout).toContain('_rooms');
  expect((await run('migrate', 'status')).stdout).toMatch(/_rooms +pending/);
});

it('--domain says it where nothing else does', async () => {
  const project = temporaryProject();
  const up = await seedbed(['migrate', 'up', '--domain', 'boardroom'], { cwd: project });
  expect(up.stderr).toMatch(/\/boardroom$/m);
  // By the name of the database, too.
  const verified = await seedbed(['verify', '--database', 'boardroom', '--json'], { cwd: project });
  expect(JSON.parse(verified.stdout)).toMatchObject({ domain: 'boardroom' });
  // Without its name, undo would be about the database of the main domain.
  const reset = await seedbed(['reset', 'boardroom/minimal'], { cwd: project });
  expect(reset.stdout).toMatch(/^Reset to 'boardroom\/minimal': /);
  expect(reset.stdout).toMatch(/npx seedbed undo --database boardroom$/m);
  const rules = await seedbed(['rules', '--domain', 'boardroom', '--json'], { cwd });
  expect(JSON.parse(rules.stdout)).toHaveLength(rulesOf(boardroom).length);
});

it('a domain that is none is refused with the nearest one', async () => {
  expectRefusal(await seedbed(['verify', '--domain', 'bordroom'], { cwd }), {
    code: 2,
    problem: `There is no domain 'bordroom'. Did you mean 'boardroom'?`,
    hint: 'The domains are: course, boardroom',
  });
});
