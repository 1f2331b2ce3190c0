import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

describe('the commands in a hint are about what the failed one was about', () => {
  const cwd = temporaryProject();
  const run = (...parameters: readonly string[]) => seedbed(parameters, { cwd });

  beforeAll(async () => {
    for (const seeded of [['minimal'], ['boardroom/minimal'], ['boardroom/minimal', '--database', 'second']])
      expect(await run('seed', ...seeded)).toMatchObject({ code: 0 });
    const client = await connect(await embeddedServer({ directory: cwd }).url('second'));
    await client.query('alter table boardrooms rename to halls').finally(() => client.end());
  });

  it.each([
    {
      what: 'verify --database missing',
      problem: 'database "missing" does not exist',
      hint: '`seedbed migrate up --database missing` makes it',
    },
    {
      what: 'verify --domain practice',
      problem: 'database "practice" does not exist',
      hint: '`seedbed migrate up --domain practice` makes it',
    },
    {
      what: 'verify --domain practice --database my-third',
      problem: 'database "my-third" does not exist',
      hint: '`seedbed migrate up --domain practice --database my-third` makes it',
    },
    {
      what: 'verify --domain boardroom --rule nonsense',
      problem: 'nonsense',
      hint: '`seedbed rules --domain boardroom`',
    },
    { what: 'verify --rule nonsense', problem: 'nonsense', hint: '`seedbed rules( --domain course)?`' },
    { what: 'undo --database boardroom', problem: 'Nothing', hint: '`seedbed history --database boardroom`' },
    { what: 'undo', problem: 'Nothing', hint: '`seedbed history`' },
    { what: 'redo --database boardroom', problem: 'undo', hint: '`seedbed history --database boardroom`' },
    {
      what: 'seed boardroom/minimal --database second',
      problem: "The tables of 'second' do not fit",
      hint: '`seedbed migrate (up|check) --domain boardroom --database second`',
    },
    {
      what: 'reset boardroom/minimal --database second --dry-run',
      problem: "The tables of 'second' do not fit",
      hint: '`seedbed migrate (up|check) --domain boardroom --database second`',
    },
    {
      what: 'seed boardroom/minimal',
      problem: "'boardroom' already holds",
      hint: 'seedbed reset boardroom/minimal --database boardroom;',
    },
    { what: 'seed minimal', problem: "'course' already holds", hint: 'seedbed reset minimal;' },
  ])('$what', async ({ what, problem, hint }) => {
    const { code, stderr, ...printed } = await run(...what.split(' '));
    expectRefusal(
      { code, stderr, ...printed },
      { code: code === 2 ? 2 : 3, problem: new RegExp(problem), hint: new RegExp(hint) },
    );
  });

  it('and do what the hint says', async () => {
    const [, command = ''] =
      /`seedbed (.*?)`/.exec((await run('verify', '--database', 'fourth')).stderr) ?? [];
    expect(await run(...command.split(' '))).toMatchObject({ code: 0 });
    expect(await run('verify', '--database', 'fourth')).toMatchObject({ code: 0 });
  });

  it('in what the doctor finds, too', async () => {
    const { stdout } = await run('doctor', '--domain', 'boardroom', '--database', 'second', '--json');
    const { checks }: { checks: readonly { hint?: string }[] } = JSON.parse(stdout);
    const hints = checks.flatMap(({ hint }) => hint ?? []).filter((hint) => hint.includes('seedbed migrate'));
    expect(hints).not.toEqual([]);
    for (const hint of hints)
      expect(hint).toMatch(/seedbed migrate \w+ --domain boardroom --database second/);
  });
});

it('a hint names the domain that was meant where the first of the configuration is another', async () => {
  const cwd = temporaryFolder();
  for (const folder of ['node_modules', 'migrations']) mkdirSync(join(cwd, folder));
  symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), join(cwd, 'node_modules', 'seedbed'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(cwd, 'seedbed.config.mjs'),
    `import { boardroom } from 'seedbed/boardroom';
     const migrations = new URL('./migrations/', import.meta.url);
     export default { domains: [{ ...boardroom, name: 'rooms', migrations }] };`,
  );
  const { url } = await freshDatabase();
  for (const [scenario, domain] of [
    ['course/minimal', 'course'],
    ['boardroom/minimal', 'boardroom'],
  ] as const)
    expectRefusal(await seedbed(['seed', scenario], { cwd, env: { DATABASE_URL: url } }), {
      code: 3,
      problem: 'has none of the tables',
      hint: new RegExp(`seedbed migrate up --domain ${domain}\\b`),
    });
});
