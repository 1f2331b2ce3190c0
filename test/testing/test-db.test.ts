import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { dumperVersion } from '../../src/database/dump.ts';
import { maskedUrl, withDatabase } from '../../src/database/url.ts';
import { firstPlatform } from '../platform/database.ts';
import { seedbedProcess, shim } from '../support/cli.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { firstLineOf, startScript } from '../support/script.ts';
import { until } from '../support/until.ts';
import { describeTestDb } from './describe-test-db.ts';
import { cwd, testDbOn, USERS, valueIn } from './test-db-command.ts';

describeTestDb(18);

const dumper = await dumperVersion();

describe.each(everyServer.filter(({ version }) => version === dumper))(
  'seedbed test-db create --from a database of PostgreSQL $version',
  ({ version }) => {
    const { env, create, failureOf } = testDbOn(version);

    it('has the structure of it, and the rows of the scenario', async () => {
      const { url } = await firstPlatform({ version });
      env['SOURCE_URL'] = url;
      const { url: at, from } = await create('--scenario', 'minimal', '--from', 'SOURCE_URL');
      expect(from).toBe(maskedUrl(url));
      const functions = `select count(*)::int from pg_proc where pronamespace = 'public'::regnamespace`;
      expect(await valueIn(at, functions)).toBe(await valueIn(url, functions));
      expect(await valueIn(at, USERS)).toBeGreaterThan(0);
      expect(await valueIn(url, USERS)).toBe(0);
    });

    it('is another one as soon as that structure is', async () => {
      const { url, client } = await freshDatabase({ version });
      env['SOURCE_URL'] = url;
      await client.query('create table public.mine (id int)');
      const mine = `select to_regclass('public.mine')::text`;
      expect(await valueIn((await create('--from', 'SOURCE_URL')).url, mine)).toBe('mine');
      await client.query('drop table public.mine');
      expect(await valueIn((await create('--from', 'SOURCE_URL')).url, mine)).toBeNull();
    });

    it('says why that cannot be read, or not be made on this server', async () => {
      const { url, client } = await freshDatabase({ version });
      env['SOURCE_URL'] = url;
      const refused = async () => await failureOf('create', '--from', 'SOURCE_URL');
      env['PATH'] = cwd; // where no program is
      expect(await refused()).toMatchObject({
        code: 'structure_not_taken',
        message: expect.stringContaining('there is no pg_dump'),
      });
      delete env['PATH'];
      // Only where `public` is on the search path is there such a table.
      await client.query(`create table public.mine (id int);
        create function public.rows() returns bigint language sql immutable as 'select count(*) from mine';
        create index on public.mine ((public.rows()))`);
      expect(await refused()).toMatchObject({
        code: 'structure_not_taken',
        message: expect.stringContaining('could not be made on the server for tests: relation "mine"'),
      });
    });

    it('needs the url of a database, in a variable that is set', async () => {
      expect(await failureOf('create', '--from', 'NOBODY_SETS_IT')).toMatchObject({
        code: 'bad_database_url',
        details: { variable: 'NOBODY_SETS_IT' },
      });
    });
  },
);

describe.skipIf(process.platform === 'win32')('a database that seedbed test-db has made', () => {
  const { create, clones, holders, url, admin } = testDbOn(18, seedbedProcess);

  /** Runs a script that calls the command and then waits, as a test run does. Resolves once it has its database. */
  async function startRun({ detached }: { readonly detached: boolean }) {
    const source = `
      import { execFileSync, spawnSync } from 'node:child_process';
      const program = ${JSON.stringify(shim)};
      const { stdout } = spawnSync(process.execPath, [program, 'test-db', 'create', '--json'], {
        detached: ${detached},
        env: { ...process.env, DATABASE_TEST_URL: ${JSON.stringify(url())} },
      });
      console.log(JSON.parse(stdout).name);
      setInterval(() => {}, 1000);`;
    const script = startScript(source, { cwd });
    const name = await firstLineOf(script);
    return { script, group: script.pid ?? 0, name };
  }

  it.each([
    { what: 'the process group that called the command', detached: false },
    { what: 'the process that called it in a group of its own', detached: true },
  ])('stays as long as $what', async ({ detached }) => {
    const { script, group, name } = await startRun({ detached });
    // Another command sweeps what is dead.
    const other = await create();
    expect(await clones()).toEqual(expect.arrayContaining([name, other.name]));
    await valueIn(withDatabase(url(), name), USERS);
    process.kill(-group, 'SIGKILL');
    await once(script, 'exit');
    await until(async () => !(await clones()).includes(name));
    expect(await clones()).toContain(other.name);
  });

  it('stays where the group has ended that nobody used it in, such as that of npx in a shell', async () => {
    const { script, group, name } = await startRun({ detached: false });
    process.kill(-group, 'SIGKILL');
    await once(script, 'exit');
    // Another command sweeps what is dead.
    await create();
    expect(await clones()).toContain(name);
  });

  it('stays while somebody is connected, and is dropped by the next command then', async () => {
    const { script, group, name } = await startRun({ detached: true });
    const client = await connect(withDatabase(url(), name));
    const before = await holders();
    process.kill(-group, 'SIGKILL');
    await once(script, 'exit');
    // What holds it has seen that, and has gone.
    await until(async () => (await holders()).length < before.length);
    await create();
    expect(await clones()).toContain(name);
    await client.end();
    await create();
    expect(await clones()).not.toContain(name);
  });

  it('is dropped by the next command where what holds it was killed', async () => {
    const { name } = await create();
    const key = `select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`;
    await admin().query(key);
    await until(async () => (await holders()).length === 0);
    const { name: next } = await create();
    expect(await clones()).toEqual([next]);
    expect(name).not.toBe(next);
  });

  it('is not held for a command that is killed before it has made one', async () => {
    const before = await holders();
    const source = `
      import { Holder } from '$src/database/template/holder.ts';
      // It is about this text, which the process that is started has not.
      process.execArgv = process.execArgv.filter((option) => !option.startsWith('--input-type'));
      const holder = new Holder();
      await holder.take(${JSON.stringify(url())}, ['1', '2']);
      console.log('taken');
      setInterval(() => {}, 1000);`;
    const script = startScript(source, { cwd });
    expect(await firstLineOf(script)).toBe('taken');
    expect(await holders()).toHaveLength(before.length + 1);
    script.kill('SIGKILL');
    await once(script, 'exit');
    await until(async () => (await holders()).length === before.length);
  });
});
