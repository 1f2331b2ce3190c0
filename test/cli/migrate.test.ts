import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { migrationScript } from '../../src/database/migration-script.ts';
import { migrationNames } from '../../src/database/migration-status.ts';
import { procurement } from '../../src/domains.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();

const migrate = (url: string, ...parameters: string[]) =>
  seedbed(['migrate', ...parameters], { cwd, env: { DATABASE_URL: url } });

async function tables(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int from pg_tables where schemaname in ('public', 'interfaces')`,
  );
  return rows[0]?.count ?? -1;
}

describe('seedbed migrate', () => {
  it('runs and reverts migrations, and says which have run', async () => {
    const { url, client } = await freshDatabase();
    const { password } = new URL(url);

    const before = await migrate(url, 'status');
    expect(before).toMatchObject({ code: 0, stderr: `${url.replace(password, '***')}\n` });
    const names = [...before.stdout.matchAll(/^ {2}(Migration\w+) +pending$/gm)].map(
      ([, name]) => name ?? '',
    );
    expect(names.length).toBeGreaterThan(1);
    expect(await tables(client)).toBe(0);

    const [first = '', ...others] = names;
    const up = await migrate(url, 'up', '--to', first);
    expect(up).toMatchObject({ code: 0, stdout: `Ran 1 migration:\n  ${first}\n` });
    expect((await migrate(url, 'up')).stdout).toBe(
      [`Ran ${others.length} migrations:`, ...others.map((name) => `  ${name}`), ''].join('\n'),
    );
    expect((await migrate(url, 'up')).stdout).toBe('Nothing to run: every migration has.\n');
    expect((await migrate(url, 'status')).stdout).toMatch(new RegExp(`^  ${first} +run \\d{4}-`, 'm'));

    const down = await migrate(url, 'down');
    expect(down).toMatchObject({ code: 0, stdout: `Reverted 1 migration:\n  ${names.at(-1)}\n` });
    expect((await migrate(url, 'down', '--to', '0')).stdout).toMatch(/^Reverted \d+ migrations:/);
    expect((await migrate(url, 'down')).stdout).toBe('Nothing to revert: no migration has run.\n');
    expect(await tables(client)).toBe(0);
  });

  it('tells what has run in the words of the database, migrations that nobody has any more too', async () => {
    const { url, client } = await freshDatabase({ template: 'procurement' });
    await client.query(
      `insert into mikro_orm_migrations (name, executed_at) values ('Migration_gone', '2026-02-03T04:05:06.789Z')`,
    );
    const { executed, pending } = JSON.parse((await migrate(url, 'status', '--json')).stdout);
    expect(executed.at(-1)).toEqual({
      name: 'Migration_gone',
      at: '2026-02-03T04:05:06.789Z',
      known: false,
    });
    expect(executed[0]).toMatchObject({ name: 'Migration20250904080000_initial', known: true });
    expect(pending).toEqual([]);
    expect(JSON.parse((await migrate(url, 'history', '--json')).stdout)).toEqual(executed);
    const { stdout } = await migrate(url, 'history');
    expect(stdout).toMatch(/^ {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Migration20250904080000_initial$/m);
    expect(stdout).toMatch(/^ {2}2026-02-03 04:05:06 {2}Migration_gone +not in this project$/m);
  });

  it('history of a database where nothing ran, which stays as it was', async () => {
    const { url, client } = await freshDatabase();
    expect((await migrate(url, 'history')).stdout).toBe('No migration has run here.\n');
    expect(await tables(client)).toBe(0);
  });

  it('create says that there is nothing to write, on any database of the server', async () => {
    const { url } = await freshDatabase();
    expect(await migrate(url, 'create', 'nothing', '--domain', 'practice')).toMatchObject({
      code: 0,
      stdout: 'Nothing to write: the migrations make what the entities say.\n',
    });
    expect(await migrate(url, 'create', '../nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('letters, digits and underscores'),
    });
  });

  it('sql prints what a client has to run, and connects to nothing', async () => {
    const nowhere = 'postgresql://nobody@127.0.0.1:1/nothing';
    const [first = '', second = ''] = await migrationNames(procurement);
    const range = ['--from', second, '--to', first];
    expect(await migrate(nowhere, 'sql', '--domain', 'procurement', ...range)).toEqual({
      code: 0,
      stdout: await migrationScript(procurement, { from: second, to: first }),
      stderr: '',
    });
    expect(await migrate(nowhere, 'sql', '--to', '0')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Nothing to do: --from and --to are the same.\n',
    });
  });

  it.each(servers)(
    'check on PostgreSQL $version agrees, and after a drift by hand exits with 1 and a readable difference',
    async ({ version }) => {
      const { url, client } = await freshDatabase({ version, template: 'course' });
      expect(await migrate(url, 'check')).toMatchObject({
        code: 0,
        stdout: 'The database and the entities agree.\n',
      });
      await client.query(`
      alter table result drop column test_system_id;
      alter table course_group add column room text;
      alter table course alter column path drop not null;`);
      const { code, stdout, stderr } = await migrate(url, 'check');
      expect(code).toBe(1);
      expect(stdout).toMatch(/^ {2}- column "?result"?\.test_system_id/m);
      expect(stdout).toMatch(/^ {2}\+ column "?course_group"?\.room/m);
      expect(stdout).toMatch(/^ {2}~ column "?course"?\.path/m);
      expect(stdout).toContain('The ORM would run:');
      expect(stdout + stderr).not.toContain(new URL(url).password);
    },
  );
});

describe('seedbed migrate refuses', () => {
  it.each(['up', 'down'])('%s to an unknown migration', async (direction) => {
    const { url, client } = await freshDatabase();
    expectRefusal(await migrate(url, direction, '--to', 'MigrationX'), {
      code: 2,
      problem: 'no migration "MigrationX"',
      hint: /Name one of: Migration\w+, /,
    });
    expect(await tables(client)).toBe(0);
  });

  it('tables that other migrations made', async () => {
    const { url, client } = await freshDatabase();
    await client.query('create table course (id uuid)');
    expectRefusal(await migrate(url, 'up'), {
      code: 3,
      problem: 'already has the table course, which other migrations made',
      hint: 'Migrate an empty database',
    });
    expect(await tables(client)).toBe(1);
  });

  it.each(servers)('a user without rights on PostgreSQL $version', async ({ version }) => {
    const { url, client } = await freshDatabase({ version });
    const role = `guest_${new URL(url).pathname.slice(1)}`;
    const asGuest = Object.assign(new URL(url), { username: role, password: 'secret' }).toString();
    await client.query(`create role ${role} login password 'secret'`);
    try {
      expectRefusal(await migrate(asGuest, 'up'), {
        code: 3,
        problem: /42501.*permission denied for schema public.*The database is as it was/,
        hint: 'Connect as the owner of the database',
      });
      await client.query(`grant create on schema public to ${role}`);
      expectRefusal(await migrate(asGuest, 'up'), {
        code: 3,
        problem: /The extension "[\w-]+" cannot be created: permission denied .* CREATE privilege .*\.$/,
        hint: /create extension "[\w-]+" with schema public/,
      });
    } finally {
      await client.query(`drop owned by ${role}; drop role ${role}`);
    }
    expect(await tables(client)).toBe(0);
  });

  it.each(['status', 'up', 'down'])('%s for a user who may not read what has run', async (command) => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const role = `guest_${new URL(url).pathname.slice(1)}`;
    const asGuest = Object.assign(new URL(url), { username: role, password: 'secret' }).toString();
    await client.query(`create role ${role} login password 'secret'`);
    try {
      expectRefusal(await migrate(asGuest, command), {
        code: 3,
        problem: /42501.*permission denied/,
        hint: 'Connect as the owner of the database',
      });
    } finally {
      await client.query(`drop role ${role}`);
    }
  });

  it('to revert what others have built upon', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query('create view titles as select title from course');
    const before = await tables(client);
    expectRefusal(await migrate(url, 'down', '--to', '0'), {
      code: 3,
      problem: /2BP01.*view public\.titles depends on.*\. The database is as it was\.$/,
      hint: 'Drop what others have built',
    });
    expect(await tables(client)).toBe(before);
  });

  it('to do without a subcommand', async () => {
    const { code, stderr } = await seedbed(['migrate'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: seedbed migrate/);
  });
});
