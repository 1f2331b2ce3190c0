import { appendFileSync, cpSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { requireConfirmed } from '../../src/cli/confirm.ts';
import { named } from '../../src/cli/exit-code.ts';
import { findConfig } from '../../src/config/find.ts';
import { connect, connectPinned } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { migrationScript } from '../../src/database/migration-script.ts';
import { unprivilegedAccount } from '../../src/database/server/account.ts';
import { bundledBinaries } from '../../src/database/server/binaries.ts';
import { withLock } from '../../src/database/server/lock.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { templatesOf } from '../../src/database/template.ts';
import { defineDomain } from '../../src/domain.ts';
import { Load } from '../../src/load/load.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { reset } from '../../src/staging/reset.ts';
import { test as withDatabase } from '../../src/vitest.ts';
import { library, shelves } from '../domains/toy/library.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';

// Codes whose words are what other tests look at.

describe('a command with --json tells', () => {
  const cwd = temporaryProject();
  const env = { DATABASE_URL: 'postgresql://ada:secret@127.0.0.1:1/course' };
  const twice = temporaryProject();
  writeFileSync(join(twice, 'seedbed.config.mjs'), 'export default {};');
  writeFileSync(join(twice, 'seedbed.config.js'), 'export default {};');
  const broken = temporaryProject();
  writeFileSync(join(broken, 'seedbed.config.mjs'), "throw new Error('not today');");

  it.each([
    ['append_incomplete', ['seed', 'minimal', '--append'], cwd],
    ['out_needed', ['seed', 'minimal', '--shard', '1/2'], cwd],
    ['unknown_domain', ['rules', '--domain', 'bordroom'], cwd],
    ['database_chosen_twice', ['db', 'url', '--database', 'mine'], cwd],
    ['config_twice', ['scenarios'], twice],
    ['config_unreadable', ['scenarios'], broken],
  ])('%s', async (code, parameters, project) => {
    const { stdout } = await seedbed([...parameters, '--json'], { cwd: project, env });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
  });
});

test('not_confirmed_by_user, where there is no terminal', async () => {
  await expect(requireConfirmed('Remove it?')).rejects.toMatchObject({ code: 'not_confirmed_by_user' });
});

test('config_twice names both', () => {
  const project = temporaryProject();
  for (const ending of ['js', 'mjs']) writeFileSync(join(project, `seedbed.config.${ending}`), '');
  expect(() => findConfig(project)).toThrow(expect.objectContaining({ code: 'config_twice' }));
});

test('unknown_name, where a part of a definition is misspelt', () => {
  const misspelt = () => defineDomain({ ...library, ruels: [] } as never);
  expect(misspelt).toThrow(expect.objectContaining({ code: 'unknown_name' }));
});

test.each([
  ['an object', {}],
  ['nothing', undefined],
  // As zod 3 has them.
  ['a schema that is too old', { parse: (given: unknown) => given, shape: {} }],
])('scenario_invalid, where %s describes the parameters', (_, parameters) => {
  const old = () => defineScenario({ name: 'old', summary: '', parameters, shared: () => {} } as never);
  expect(old).toThrow(expect.objectContaining({ code: 'scenario_invalid' }));
});

describe('what nobody expected is', () => {
  const thrownBy = async (sql: string): Promise<unknown> => {
    const { client } = await freshDatabase();
    return await client.query(sql).catch((error: unknown) => error);
  };

  it('database_failed, by its SQLSTATE', async () => {
    expect(named(await thrownBy('select 1 / 0'))).toMatchObject({
      code: 'database_failed',
      details: { sqlState: '22012' },
    });
  });

  it('statement_ended, where it was not allowed its time', async () => {
    const slow = "set statement_timeout = '1ms'; select pg_catalog.pg_sleep(60)";
    expect(named(await thrownBy(slow))).toMatchObject({ code: 'statement_ended' });
  });

  it('system_failed, by the code of the system', () => {
    let thrown: unknown;
    try {
      readFileSync(temporaryFolder());
    } catch (error) {
      thrown = error;
    }
    expect(named(thrown)).toMatchObject({ code: 'system_failed', details: { reason: 'EISDIR' } });
  });
});

test('setting_in_the_way, where a role may not change it', async () => {
  const { url, client } = await freshDatabase();
  const role = `bound_${client.database}`;
  await client.query(
    `create role ${role} login password 'secret'; alter role ${role} set session_replication_role = replica`,
  );
  const own = Object.assign(new URL(url), { username: role, password: 'secret' }).toString();
  await expect(connectPinned(own)).rejects.toMatchObject({ code: 'setting_in_the_way' });
  await client.query(`drop role ${role}`);
});

test('structure_not_restored, where a load leaves an index of its own', async () => {
  const { client, url } = await freshDatabase();
  await migrations(library, url).up();
  await client.query('begin');
  const load = await Load.begin(client, library, { mode: 'rebuild' });
  await client.query('create index extra on public.book (title)');
  await expect(load.complete()).rejects.toMatchObject({ code: 'structure_not_restored' });
  await client.query('rollback');
});

describe('migrations', () => {
  const files = {
    migration_missing: 'export const nothing = 1;',
    migration_unreadable: 'export class extends {',
  };

  it.each(Object.entries(files))('%s', async (code, text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'Migration20250101000000_odd.js'), text);
    const own = { ...library, migrations: new URL(`file://${folder}/`) };
    await expect(migrationScript(own)).rejects.toMatchObject({ code });
    await expect(migrations(own, (await freshDatabase()).url).up()).rejects.toMatchObject({ code });
  });
});

describe('the embedded server', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('server_failed, with what it wrote', async () => {
    const server = embeddedServer({ directory: temporaryProject() });
    await server.start();
    await server.stop();
    appendFileSync(join(server.home, 'server', 'data', 'postgresql.conf'), '\nnonsense = 1\n');
    await expect(server.start()).rejects.toMatchObject({
      code: 'server_failed',
      message: expect.stringContaining('nonsense'),
    });
    await server.destroy();
  });

  it('binaries_broken, where the system does not run them', async () => {
    const binaries = join(temporaryFolder(), 'native', 'bin');
    cpSync(join(bundledBinaries(), '..'), join(binaries, '..'), { recursive: true, verbatimSymlinks: true });
    // As on a system that lacks the loader which programs for glibc name.
    writeFileSync(join(binaries, 'initdb'), '#!/nowhere/loader\n');
    const server = embeddedServer({ directory: temporaryProject(), binaries });
    await expect(server.start()).rejects.toMatchObject({ code: 'binaries_broken' });
  });

  it('binaries_missing, where there are none for the platform', () => {
    const arch = Object.getOwnPropertyDescriptor(process, 'arch') ?? {};
    Object.defineProperty(process, 'arch', { ...arch, value: 'vax' });
    try {
      expect(() => bundledBinaries()).toThrow(expect.objectContaining({ code: 'binaries_missing' }));
    } finally {
      Object.defineProperty(process, 'arch', arch);
    }
  });

  it.runIf(process.getuid?.() === 0)('no_unprivileged_account, where root finds none', () => {
    vi.stubEnv('PATH', '');
    expect(() => unprivilegedAccount()).toThrow(expect.objectContaining({ code: 'no_unprivileged_account' }));
  });

  it('server_busy, where another one does not let go of its lock for two minutes', async () => {
    const path = join(temporaryFolder(), 'lock');
    const end = Promise.withResolvers<void>();
    const holding = withLock(path, () => end.promise);
    vi.useFakeTimers({ toFake: ['Date'] });
    const waiting = withLock(path, async () => {});
    const later = Date.now() + 121_000;
    utimesSync(path, later / 1000, later / 1000);
    vi.setSystemTime(later);
    await expect(waiting).rejects.toMatchObject({ code: 'server_busy', details: { pid: process.pid } });
    end.resolve();
    await holding;
  });
});

describe('a test in a transaction', () => {
  const given = process.env['DATABASE_TEST_URL'];
  let own = '';
  beforeAll(async () => {
    own = (await freshDatabase()).url;
    process.env['DATABASE_TEST_URL'] = own;
  });
  afterAll(async () => {
    if (given === undefined) delete process.env['DATABASE_TEST_URL'];
    else process.env['DATABASE_TEST_URL'] = given;
    await (await templatesOf(own)).close();
  });

  withDatabase('needs_clone, where it asks for a url', ({ db }) => {
    expect(() => db.url).toThrow(expect.objectContaining({ code: 'needs_clone' }));
  });
});

test('sessions_remain, where the role may not disconnect who comes meanwhile', async () => {
  const { url, client } = await freshDatabase();
  const role = `tenant_${client.database}`;
  await client.query(`create role ${role} login createdb password 'secret'`);
  await client.query(`create database ${role} owner ${role}`);
  const ofAdmin = Object.assign(new URL(url), { pathname: role }).toString();
  const own = Object.assign(new URL(ofAdmin), { username: role, password: 'secret' }).toString();
  await migrations(library, own).up();
  let coming: Promise<pg.Client> | undefined;
  const resetting = reset(
    own,
    library,
    shelves,
    { seed: 1, now: DEFAULT_NOW },
    {
      author: { by: 'ada' },
      embedded: true,
      strategy: 'rename',
      onProgress: (step) => {
        if (step === 'writing rows') coming ??= connect(ofAdmin);
      },
    },
  );
  await expect(resetting).rejects.toMatchObject({ code: 'sessions_remain' });
  await (await coming)?.end();
  await client.query(`drop database ${role} with (force)`);
  await client.query(`drop role ${role}`);
});
