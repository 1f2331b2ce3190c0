import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stagingDatabase, stateOf } from '../staging/staging.ts';
import { seedbed, startSeedbed } from '../support/cli.ts';
import { everyServer } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';
import { until } from '../support/until.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryProject();

const midnightOf = (moment: Date): string => `${moment.toISOString().slice(0, 10)}T00:00:00.000Z`;

describe('seedbed reset', () => {
  test('on the embedded server needs neither a label nor a confirmation; undo and history', async () => {
    const run = (...parameters: string[]) => seedbed(parameters, { cwd });
    const seeded = await run('seed', 'minimal', '--json');
    expect(seeded).toMatchObject({ code: 0 });
    const reset = await run('reset', 'classroom', '--set', 'students=4', 'weeks=2');
    expect(reset).toMatchObject({ code: 0, stderr: '' });
    expect(reset.stdout).toMatch(/^Reset to 'classroom': [\d,]+ rows in [\d.]+ s\.\n/);
    expect(reset.stdout).toMatch(/how {7}a new database took its place\n/);
    const undone = await run('undo', '--json');
    expect(JSON.parse(undone.stdout)).toMatchObject({
      strategy: 'rename',
      before: expect.stringMatching(/^course__before_/),
    });
    expect((await run('history')).stdout).toMatch(
      / classroom .*students=4.* rename\n.* undo, back to course__before_/,
    );
    expectRefusal(await run('undo'), {
      code: 2,
      problem: 'Nothing that stood before',
      hint: 'seedbed history',
    });
  });

  test.each(everyServer.filter(({ version }) => version === 15))(
    'shows no password, neither in what it prints nor in a title of its processes, on PostgreSQL $version',
    async ({ version }) => {
      const staging = await stagingDatabase(version);
      await staging.ask('create view people as select count(*) from "user"');
      const password = new URL(staging.url).password;
      const titles: string[] = [];
      const { child, result } = startSeedbed(
        ['reset', 'minimal', '--seed', '7', '--confirm', staging.permission.confirm ?? '', '--json'],
        { cwd, env: { DATABASE_URL: staging.url } },
      );
      await until(() => {
        titles.push(...commandLines());
        return child.exitCode !== null;
      });
      const { code, stdout, stderr } = await result;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const document = JSON.parse(stdout);
      expect(document).toMatchObject({ scenario: 'minimal', seed: 7, rows: 27 });
      const history = await staging.ask('select * from seedbed_staging.history');
      expect(history).toMatchObject([{ hash: document.hash, seed: '7', scenario: 'minimal' }]);
      expect(titles.some((title) => title.includes('reset'))).toBe(true);
      for (const text of [stdout, stderr, JSON.stringify(history), ...titles])
        expect(text).not.toContain(password);
    },
  );

  test('takes today where no date is given, and the history holds the date that it was', async () => {
    const staging = await stagingDatabase();
    const env = { DATABASE_URL: staging.url };
    const confirm = ['--confirm', staging.permission.confirm ?? ''];
    const reset = ['reset', 'minimal', '--strategy', 'transaction', ...confirm, '--json'];
    const began = new Date();
    const today = JSON.parse((await seedbed(reset, { cwd, env })).stdout);
    // Midnight may have passed since.
    expect([began, new Date()].map(midnightOf)).toContain(today.now);
    const fixed = JSON.parse((await seedbed([...reset, '--now', '2026-05-20'], { cwd, env })).stdout);
    expect(fixed).toMatchObject({ now: '2026-05-20T00:00:00.000Z' });
    const { stdout } = await seedbed(['history', '--json'], { cwd, env });
    expect(JSON.parse(stdout)).toMatchObject([{ reference: today.now }, { reference: fixed.now }]);
  });

  test('says that there is no hash where a trigger has changed a value, and which one', async () => {
    const staging = await stagingDatabase();
    await staging.ask(`create function meddle() returns trigger language plpgsql as $$ begin new.title := 'Other'; return new; end $$;
      create trigger meddle before insert on course for each row execute function meddle()`);
    const reset = [
      'reset',
      'minimal',
      '--strategy',
      'transaction',
      '--confirm',
      staging.permission.confirm ?? '',
    ];
    const { code, stdout } = await seedbed(reset, { cwd, env: { DATABASE_URL: staging.url } });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ {2}hash {6}none: In the row \S+ of the table "course", "title" is "Other" where ".+" was sent\. It has .*the trigger meddle/m,
    );
  });

  test('--dry-run says what would be done, and changes nothing', async () => {
    const staging = await stagingDatabase();
    const client = await staging.open();
    await client.query(`set application_name = 'the platform'`);
    await staging.ask('create table notes (text text)');
    const before = await stateOf(staging);
    const env = { DATABASE_URL: staging.url };
    const planned = await seedbed(['reset', 'minimal', '--dry-run', '--json'], { cwd, env });
    expect(JSON.parse(planned.stdout)).toMatchObject({
      dryRun: true,
      environment: 'staging',
      total: 27,
      bytesNeeded: expect.any(Number),
      carried: [{ name: 'public.mikro_orm_migrations' }, { name: 'public.notes' }],
      sessions: [{ application: 'the platform', state: 'idle' }],
      locks: expect.arrayContaining([expect.stringContaining('share row exclusive')]),
    });
    const wrong = ['reset', 'minimal', '--dry-run', '--confirm', 'localhost:5432/other'];
    expectRefusal(await seedbed(wrong, { cwd, env }), {
      code: 2,
      problem: "'localhost:5432/other' was confirmed",
      hint: `--confirm ${staging.permission.confirm}`,
    });
    const told = await seedbed(['reset', 'minimal', '--dry-run', '--strategy', 'transaction'], { cwd, env });
    expect(told.stdout).toMatch(
      /strategy {2}transaction: the rows are replaced in place\n.*it was asked for/,
    );
    expect(told.stdout).toMatch(/^Goes: 27 rows of 25 tables, for 27 new rows\.$/m);
    expect(told.stdout).toMatch(/^Stays: \d+ rows of 2 other tables, /m);
    expect(told.stdout).toMatch(/^ {2}public +2 +\d+ +\S+ kB +mikro_orm_migrations, notes$/m);
    expect(told.stdout).toMatch(/stays connected .*\n.*the platform +idle/);
    expect(await stateOf(staging)).toEqual(before);
  });

  test('--dry-run takes a line a schema for however many tables stay', async () => {
    const staging = await stagingDatabase();
    await staging.ask(`do $$ begin
      create schema "odd.one";
      for i in 1..100 loop execute format('create table "odd.one".t%s (id int)', i); end loop;
      insert into "odd.one".t42 values (1); end $$`);
    const env = { DATABASE_URL: staging.url };
    const small = ['--set', 'users=1000', 'courses=2', 'students=5'];
    const { stdout } = await seedbed(['reset', 'university', '--dry-run', ...small], { cwd, env });
    expect(stdout).toMatch(
      /^Goes: 27 rows of \d+ tables, for [\d,]+ new rows\. The scenario has none for session, .+\.$/m,
    );
    expect(stdout).toMatch(/^Stays: \d+ rows of 101 other tables, /m);
    expect(stdout).toMatch(/^ {2}"odd\.one" +100 +1 +\S+ kB +t42, t1, t10 and 97 more$/m);
    expect(stdout).not.toMatch(/^.*\bt11\b/m);
  });
});

/** The title of each process of this machine that may be read. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return []; // it has ended
      }
    });
}
