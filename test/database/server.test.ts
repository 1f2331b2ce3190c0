import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { type EmbeddedServer, embeddedServer } from '../../src/database/server.ts';
import { temporaryProject } from '../support/project.ts';
import { row, running, socketFolder } from '../support/running-server.ts';

describe('a server', () => {
  const directory = temporaryProject();
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = embeddedServer({ directory });
    expect(await server.start()).toMatchObject({ how: 'created' });
  });

  it.each([
    ['server_encoding', 'UTF8'],
    ['fsync', 'off'],
    ['synchronous_commit', 'off'],
    ['full_page_writes', 'off'],
    ['wal_level', 'minimal'],
    ['max_wal_senders', '0'],
    ['maintenance_work_mem', '256MB'],
    ['max_connections', '200'],
    ['listen_addresses', '127.0.0.1'],
    ['TimeZone', 'UTC'],
    ['password_encryption', 'scram-sha-256'],
  ])('runs with %s = %s', async (setting, expected) => {
    expect(Object.values(await row(server, `show ${setting}`))).toEqual([expected]);
  });

  it('sorts in the same order everywhere', async () => {
    const collations = `select datcollate, datctype from pg_database where datname = current_database()`;
    expect(await row(server, collations)).toEqual({ datcollate: 'C.UTF-8', datctype: 'C.UTF-8' });
  });

  it('is PostgreSQL 18 and says where it is', async () => {
    expect(await server.status()).toEqual({
      state: 'running',
      home: join(directory, '.seedbed'),
      version: '18',
      port: expect.any(Number),
      pid: expect.any(Number),
    });
  });

  it.each([
    ['PGSSLMODE', 'require'],
    ['PGSSLMODE', 'prefer'],
    ['PGSSLROOTCERT', '/authority.pem'],
  ])('is not asked for encryption by %s=%s, which is about other servers', async (name, value) => {
    process.env[name] = value;
    try {
      expect(Object.values(await row(server, 'select 1'))).toEqual([1]);
    } finally {
      delete process.env[name];
    }
  });

  it.each([
    ['PGOPTIONS', '-c default_transaction_read_only=on -c statement_timeout=1ms'],
    ['PGOPTIONS', '-c role=nobody_here'],
    ['PGCONNECT_TIMEOUT', 'soon'],
    ['PGCLIENTENCODING', 'SQL_ASCII'],
    ['PGSSLNEGOTIATION', 'direct'],
  ])('does as without %s=%s, which is about other servers', async (name, value) => {
    process.env[name] = value;
    try {
      const asked = `select current_setting('transaction_read_only') as readonly, current_user as role,
        current_setting('client_encoding') as encoding, pg_sleep(0.01)::text as slept`;
      expect(await row(server, asked)).toEqual({
        readonly: 'off',
        role: 'seedbed',
        encoding: 'UTF8',
        slept: '',
      });
      expect(await server.ensureDatabase('course')).toContain('/course');
    } finally {
      delete process.env[name];
    }
  });

  it('takes the password only, which only its owner can read', async () => {
    const password = join(server.home, 'server', 'password');
    expect(statSync(password).mode & 0o777).toBe(0o600);
    const url = await server.url();
    expect(url).toContain(readFileSync(password, 'utf8'));
    await expect(connect(url.replace(/:[^:@]+@/, ':wrong@'))).rejects.toMatchObject({
      code: 'password_refused',
    });
  });

  it('has a socket whose path is short and whose folder is closed to others', async () => {
    const folder = await socketFolder(server);
    expect(`${folder}/.s.PGSQL.12345`.length).toBeLessThan(100);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is hidden from git', () => {
    expect(readFileSync(join(server.home, '.gitignore'), 'utf8')).toMatch(/^\*$/m);
  });

  it('is found running by whoever comes next, also from a folder inside the project', async () => {
    const next = embeddedServer({ directory: join(directory, '.seedbed') });
    expect(await next.start()).toEqual({ how: 'running', ...(await running(server)) });
  });

  it('makes a database once, also for two who ask at the same time and with a name that must be quoted', async () => {
    const name = 'my "data" & more';
    const urls = await Promise.all([server.ensureDatabase(name), server.ensureDatabase(name)]);
    await server.ensureDatabase(name);
    const client = await connect(urls[0]);
    expect((await client.query('select current_database() as name')).rows).toEqual([{ name }]);
    await client.end();
  });

  it('refuses another port while it runs', async () => {
    const other = (await running(server)).port + 1;
    await expect(server.start({ port: other })).rejects.toMatchObject({ code: 'server_running' });
  });

  it('keeps data, port and password when it is stopped and started', async () => {
    const url = await server.ensureDatabase('kept');
    expect(await server.stop()).toBe(true);
    expect(await server.stop()).toBe(false);
    expect(await server.status()).toMatchObject({ state: 'stopped' });
    expect(await server.start()).toMatchObject({ how: 'started' });
    await (await connect(url)).end();
  });

  it('says when its port is taken, and moves to another one for good', async () => {
    const { port } = await running(server);
    await server.stop();
    const squatter = createServer().listen(port, '127.0.0.1');
    await expect(server.start()).rejects.toMatchObject({ code: 'port_taken', details: { port } });
    expect(await server.status()).toMatchObject({ state: 'stopped', port });
    const moved = await server.start({ port: 0 });
    expect(moved.port).not.toBe(port);
    await server.stop();
    squatter.close();
    expect(await server.start()).toMatchObject({ port: moved.port });
  });
});

describe('destroying', () => {
  it('leaves no process, no folder and no socket', async () => {
    const server = embeddedServer({ directory: temporaryProject() });
    await server.start();
    const folder = await socketFolder(server);
    const url = await server.url();
    expect(await server.destroy()).toBe(true);
    expect(existsSync(server.home)).toBe(false);
    expect(existsSync(folder)).toBe(false);
    await expect(connect(url, { wait: 0 })).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(await server.status()).toEqual({ state: 'absent', home: server.home });
    await expect(server.url()).rejects.toMatchObject({ code: 'server_absent' });
    expect(await server.destroy()).toBe(false);
  });
});
