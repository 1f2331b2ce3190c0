import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { withDatabase } from '../../src/database/url.ts';
import { documents, failureDocument } from '../../src/json.ts';
import { seedbedProcess } from '../support/cli.ts';
import { until } from '../support/until.ts';
import { cwd, testDbOn, USERS, valueIn } from './test-db-command.ts';

/** What the commands do, on one version of PostgreSQL. */
export function describeTestDb(version: 15 | 18): void {
  describe(`seedbed test-db on PostgreSQL ${version}`, () => {
    const { run, create, failureOf, clones, url, admin } = testDbOn(version);

    it('makes databases of a scenario, each of its own', async () => {
      const one = await create('--scenario', 'minimal');
      const two = await create('--scenario', 'minimal');
      expect(one).toMatchObject({ domain: 'course', scenario: 'minimal', seed: 0, from: null });
      expect(one.url).toBe(withDatabase(url(), one.name));
      const users = await valueIn<number>(one.url, USERS);
      expect(users).toBeGreaterThan(0);
      await valueIn(one.url, `select set_config('a.b', '', false)`);
      const client = await connect(one.url);
      await client.query(`insert into public."user" (given_name) values ('Ada')`);
      await client.end();
      expect(await valueIn(one.url, USERS)).toBe(users + 1);
      expect(await valueIn(two.url, USERS)).toBe(users);
    });

    it('makes one of empty tables, and prints its url alone', async () => {
      const { code, stdout, stderr } = await run('create');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^postgresql:\/\/\S+\/seedbed_clone_\w+\S*\n$/);
      expect(stderr).toContain('seedbed test-db drop seedbed_clone_');
      expect(await valueIn(stdout.trim(), USERS)).toBe(0);
    });

    it('puts one back to what it was, under its name, whoever is connected', async () => {
      const { name, url: at } = await create('--scenario', 'minimal', '--seed', '3');
      const others = await clones();
      const before = await valueIn(at, `select string_agg(id::text, ' ' order by id) from public."user"`);
      const client = await connect(at);
      const ended = new Promise((resolve) => client.once('end', resolve));
      await client.query('truncate public."user" cascade; create table public.mine (id int)');
      const { code, stdout } = await run('reset', name, '--json');
      expect(code).toBe(0);
      expect(documents['test-db reset'].parse(JSON.parse(stdout))).toEqual({ name, url: at });
      await ended;
      expect(await valueIn(at, `select string_agg(id::text, ' ' order by id) from public."user"`)).toBe(
        before,
      );
      expect(await valueIn(at, `select to_regclass('public.mine')::text`)).toBeNull();
      // No copy is left over.
      expect(await clones()).toEqual(others);
      await valueIn(at, USERS);
      await run('reset', name);
      expect(await valueIn(at, `select string_agg(id::text, ' ' order by id) from public."user"`)).toBe(
        before,
      );
    });

    it('drops one, whoever is connected; again, there is none', async () => {
      const { name, url: at } = await create();
      const client = await connect(at);
      const dropped = await run('drop', name, '--json');
      expect(documents['test-db drop'].parse(JSON.parse(dropped.stdout))).toEqual({ name, dropped: true });
      expect(await clones()).not.toContain(name);
      await client.end();
      expect(JSON.parse((await run('drop', name, '--json')).stdout)).toEqual({ name, dropped: false });
      expect(await failureOf('reset', name)).toMatchObject({
        code: 'test_database_missing',
        details: { database: name },
      });
    });

    it.each(['drop', 'reset'])('touches no database that is something else: %s', async (command) => {
      const { code, message } = await failureOf(command, 'postgres');
      expect(code).toBe('database_not_ours');
      expect(message).toContain(`'postgres' is no test database`);
      const { rowCount } = await admin().query(
        `select from pg_database where datname = 'postgres' and datallowconn`,
      );
      expect(rowCount).toBe(1);
    });

    it('says that one cannot be put back whose template is gone, and leaves it as it is', async () => {
      const { name, url: at } = await create('--seed', '4');
      const { rows } = await admin().query<{ template: string }>(
        `select substring(shobj_description(oid, 'pg_database') from '"about":"(\\w+)"') as template
         from pg_database where datname = $1`,
        [name],
      );
      const template = rows[0]?.template;
      await admin().query(`alter database ${template} is_template false`);
      await admin().query(`drop database ${template}`);
      expect(await failureOf('reset', name)).toMatchObject({ code: 'template_missing' });
      expect(await valueIn(at, USERS)).toBe(0);
    });

    it('makes none where there is nothing to hold it', async () => {
      const role = `few_${url().split('_').at(-1)?.split('?')[0]}`;
      await admin().query(`create role ${role} createdb login password 'few'`);
      const env = {
        DATABASE_TEST_URL: url().replace(/\/\/[^@]*@/, `//${role}:few@`),
        SEEDBED_CONNECT_RETRY: '0',
      };
      const as = (...parameters: string[]) => seedbedProcess(['test-db', ...parameters], { cwd, env });
      const first = documents['test-db create'].parse(JSON.parse((await as('create', '--json')).stdout));
      await as('drop', first.name);
      const connections = 'select from pg_stat_activity where usename = $1';
      await until(async () => (await admin().query(connections, [role])).rowCount === 0);
      const before = await clones();
      // Enough for the command alone.
      await admin().query(`alter role ${role} connection limit 1`);
      const { error } = failureDocument.parse(JSON.parse((await as('create', '--json')).stdout));
      expect(error).toMatchObject({
        code: 'database_not_held',
        message: expect.stringMatching(/^No database was made, .*too many connections/),
      });
      expect(await clones()).toEqual(before);
      await dropOwned(admin(), role);
    });
  });
}

/** Drops the databases of a role, and the role. */
async function dropOwned(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where datdba = $1::regrole',
    [role],
  );
  for (const { name } of rows) {
    await client.query(`alter database ${name} is_template false`);
    await client.query(`drop database ${name}`);
  }
  await client.query(`drop role ${role}`);
}
