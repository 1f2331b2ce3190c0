import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect, requireVersion } from '../../src/database/connect.ts';
import { freePort } from '../../src/database/server/port.ts';
import { type EmbeddedServer, embeddedServer } from '../../src/database/server.ts';
import { hasCode } from '../../src/errors/error.ts';
import { settingsOf } from '../support/another-schema.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';
import { running } from '../support/running-server.ts';
import { until } from '../support/until.ts';

/** The url with other parts. */
function changed(url: string, parts: Partial<URL>): string {
  return Object.assign(new URL(url), parts).toString();
}

describe.each(servers)('a connection to PostgreSQL $version', ({ version }) => {
  let url: string;
  let client: pg.Client;
  beforeAll(async () => {
    ({ url, client } = await freshDatabase({ version }));
    await client.query(`drop role if exists kept_out, single`);
    await client.query(`create role kept_out password 'secret'`);
    await client.query(`create role single login password 'secret' connection limit 1`);
  });

  it('says who connects', async () => {
    const { rows } = await client.query('show application_name');
    expect(rows).toEqual([{ application_name: 'seedbed' }]);
  });

  it.each([
    ['password_refused', 'a wrong password', { password: 'secret' }],
    ['password_refused', 'no password', { password: '' }],
    ['database_missing', 'a missing database', { pathname: '/secrets-of-nobody' }],
    ['access_refused', 'a role without LOGIN', { username: 'kept_out', password: 'secret' }],
    ['tls_failed', 'encryption that the server does not offer', { search: '?sslmode=no-verify' }],
  ])('fails at once with %o for %s', async (code, _, parts) => {
    const failure = await connect(changed(url, parts)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, kind: 'environment', details: { target: { host: '127.0.0.1' } } });
  });

  it('says that a password is missing in words of its own', async () => {
    const failure = connect(changed(url, { password: '' }));
    await expect(failure).rejects.toThrow('the server wants a password, and there is none.');
  });

  it('by sslmode=require is what the driver makes of it, without its warning', async () => {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on('warning', hear);
    await expect(connect(changed(url, { search: '?sslmode=require' }))).rejects.toMatchObject({
      code: 'tls_failed',
    });
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });

  it('waits for a free connection, and says in the end that there is none', async () => {
    const single = changed(url, { username: 'single', password: 'secret' });
    const first = await connect(single);
    await expect(connect(single, { wait: 100 })).rejects.toMatchObject({ code: 'too_many_connections' });
    const second = connect(single);
    await first.end();
    await (await second).end();
  });

  it('that the server ends fails the next query only', async () => {
    const lost = await connect(url);
    const ended = new Promise<void>((resolve) => lost.once('end', resolve));
    const { rows } = await lost.query<{ pid: number }>('select pg_backend_pid() as pid');
    await client.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await expect(lost.query('select 1')).rejects.toThrow();
  });

  it('knows the version of its server', async () => {
    expect(await requireVersion(client)).toBe(version);
  });

  it('refuses a server that is too old', async () => {
    const { url, client } = await freshDatabase({ version });
    await client.query(`create schema old; create function old.current_setting(name text) returns text language sql
        return case name when 'server_version_num' then '140011' else '14.11' end`);
    const old = await new (settingsOf('old'))(url).connect();
    await expect(requireVersion(old)).rejects.toMatchObject({
      code: 'server_too_old',
      details: { version: '14.11', oldest: 15 },
    });
    await old.end();
  });
});

describe('without a server', () => {
  it('says where nobody answered, and never the password', async () => {
    const port = await freePort();
    const told: Error[] = [];
    const failure = await connect(`postgresql://ada:secret@127.0.0.1:${port}/course`, {
      wait: 300,
      onWait: (why) => told.push(why),
    }).catch((error: unknown) => error);
    expect(told).toEqual([expect.objectContaining({ code: 'server_unreachable' })]);
    expect(failure).toMatchObject({ code: 'server_unreachable' });
    expect(failure).toMatchObject({
      message: `Cannot connect to database "course" on 127.0.0.1:${port} as user "ada": connect ECONNREFUSED 127.0.0.1:${port}.`,
      details: {
        target: { host: '127.0.0.1', port, database: 'course', user: 'ada' },
        answer: `connect ECONNREFUSED 127.0.0.1:${port}`,
      },
    });
  });

  it('tells of each address of a host', async () => {
    const port = await freePort();
    const failure = connect(`postgresql://ada:secret@localhost:${port}/course`, { wait: 0 });
    await expect(failure).rejects.toThrow(`ECONNREFUSED 127.0.0.1:${port}`);
  });

  it('names a missing socket', async () => {
    const failure = connect('postgresql:///course?host=/nowhere&user=ada', { wait: 0 });
    await expect(failure).rejects.toThrow('on /nowhere/.s.PGSQL.5432 as user "ada"');
  });

  it('fails at once for a host that has no address', async () => {
    await expect(connect('postgresql://ada:secret@host.invalid/course')).rejects.toMatchObject({
      code: 'host_unknown',
    });
  });

  it.each([
    'localhost/course',
    'postgresql://ada:se#cret@localhost/course',
    'postgresql://h/d?sslrootcert=/nowhere',
  ])('takes %s for wrong usage', async (url) => {
    const failure = await connect(url).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'bad_database_url' });
    expect(failure).toMatchObject({ kind: 'usage' });
  });
});

describe('a server that comes and goes', () => {
  const directory = temporaryProject();
  let server: EmbeddedServer;
  let url: string;
  beforeAll(async () => {
    server = embeddedServer({ directory });
    await server.start();
    url = await server.url();
    await server.stop();
    const rules = join(server.home, 'server', 'data', 'pg_hba.conf');
    writeFileSync(rules, `host all ghost 127.0.0.1/32 trust\n${readFileSync(rules, 'utf8')}`);
  });

  it('is waited for until it has started', async () => {
    const connecting = connect(url);
    await server.start();
    await (await connecting).end();
  });

  it('has no such user', async () => {
    await expect(connect(changed(url, { username: 'ghost' }))).rejects.toMatchObject({
      code: 'role_missing',
    });
  });

  it('is waited for while it shuts down', async () => {
    const open = await connect(url);
    process.kill((await running(server)).pid, 'SIGTERM'); // it refuses others until the last one has left
    let failure: unknown;
    await until(async () => {
      failure = await connect(url, { wait: 0 }).then(
        (client) => client.end(),
        (error: unknown) => error,
      );
      return hasCode(failure, 'server_not_ready');
    });
    expect(failure).toMatchObject({ details: { answer: 'the database system is shutting down' } });
    await open.end();
  });
});
