import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../src/database/server/port.ts';
import type { Domain } from '../../src/domain.ts';
import { boardroom, course, domains } from '../../src/domains.ts';
import { allChecks } from '../../src/health/checks/index.ts';
import { examine, health } from '../../src/health/health.ts';
import { defaultThresholds } from '../../src/health/thresholds.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { found, newRole } from './found.ts';

const names = allChecks.map(({ name }) => name);

describe.each(servers)('health on PostgreSQL $version', ({ version }) => {
  it.each<Domain>(version === 18 ? domains : [course])(
    'of a new database of $name is well',
    async (domain) => {
      const { url } = await freshDatabase({ version, template: domain.name });
      const { state, domain: name, checks } = await health(domain, url);
      expect(name).toBe(domain.name);
      expect(checks.map(({ check }) => check)).toEqual(names);
      // How busy the machine is, and what it has left, is no matter here.
      const machine = ['connection', 'connections', 'cache', 'disk'];
      const states = checks.filter(({ check }) => !machine.includes(check)).map(({ state }) => state);
      expect(new Set(states), JSON.stringify(checks)).toEqual(new Set(['ok']));
      expect(state).not.toBe('failure');
    },
  );

  it('by a role that may do nothing says what it may not see', async () => {
    const { url, client } = await freshDatabase({ version, template: 'course' });
    const role = await newRole(client, url);
    const { state, checks } = await health(course, role.url);
    expect(state).toBe('failure');
    expect(Object.fromEntries(checks.map(({ check, state }) => [check, state]))).toMatchObject({
      version: 'ok',
      encoding: 'ok',
      extensions: 'ok',
      rights: 'failure',
      migrations: 'unknown',
      drift: 'unknown',
      transactions: 'unknown',
      disk: 'unknown',
    });
    expect(JSON.stringify(checks)).not.toContain('secret');
  });
});

describe('health', () => {
  it('makes the checks that it is asked for, beside that of the connection', async () => {
    const { url } = await freshDatabase({ template: 'course' });
    const { checks } = await health(course, url, { checks: ['migrations', 'version'] });
    expect(checks.map(({ check }) => check)).toEqual(['connection', 'version', 'migrations']);
  });

  it('is a failure without a server, and nothing else can be told', async () => {
    process.env['SEEDBED_CONNECT_RETRY'] = '0';
    const url = `postgresql://ada:secret@127.0.0.1:${await freePort()}/course`;
    const { state, domain, checks } = await health(course, url).finally(() => {
      delete process.env['SEEDBED_CONNECT_RETRY'];
    });
    expect({ state, domain }).toEqual({ state: 'failure', domain: 'course' });
    expect(checks.map(({ state }) => state)).toEqual(['failure', ...Array(names.length - 1).fill('unknown')]);
    expect(checks[0]).toMatchObject({
      finding: expect.stringContaining('ECONNREFUSED'),
      hint: expect.stringMatching(/Start the server/),
    });
    expect(JSON.stringify(checks)).not.toContain('secret');
  });

  it('is wrong usage with a setting that cannot be', async () => {
    await expect(health(course, 'postgresql://ada@db/course?sslmode=requir')).rejects.toMatchObject({
      code: 'bad_setting',
    });
  });

  it('of a server that is not soon with its answer is a warning', async () => {
    const { url } = await freshDatabase();
    expect(await found(url, 'connection', { thresholds: { answer: { warning: 0 } } })).toMatchObject({
      state: 'warning',
      limits: { warning: 'from 0 ms', failure: 'there is none' },
    });
  });

  it('says when the connection is lost on the way', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const choose = async (lost: pg.Client) => {
      const ended = new Promise<void>((resolve) => lost.once('end', resolve));
      const { rows } = await lost.query<{ pid: number }>('select pg_backend_pid() as pid');
      await client.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await ended;
      return course;
    };
    const { state, checks } = await examine(choose, url);
    expect(state).toBe('failure');
    expect(checks[0]).toMatchObject({ state: 'failure', finding: expect.stringContaining('it was lost') });
    expect(checks.slice(1).every(({ state }) => state === 'unknown')).toBe(true);
  });

  it('is told of a database without the schema public', async () => {
    const { url, client } = await freshDatabase();
    await client.query('drop schema public');
    const { checks } = await health(course, url);
    expect(Object.fromEntries(checks.map(({ check, state }) => [check, state]))).toMatchObject({
      rights: 'unknown',
      migrations: 'failure',
      drift: 'unknown',
      version: 'ok',
    });
  });

  it('never waits long for a lock', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query('begin; lock table public.mikro_orm_migrations in access exclusive mode');
    expect(await found(url, 'migrations')).toMatchObject({
      state: 'unknown',
      finding: 'PostgreSQL says: canceling statement due to lock timeout',
    });
    await client.query('rollback');
  });
});

describe('a pool', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  async function pooled<T>(max: number, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
    const { url } = await freshDatabase({ template: 'boardroom' });
    const pool = new pg.Pool({ connectionString: url, max });
    pool.on('error', () => {});
    return await work(pool).finally(() => pool.end());
  }

  it('that is given is told as it was, and gets its connection back', async () => {
    await pooled(3, async (pool) => {
      const kept = await pool.connect();
      const idle = await pool.connect();
      idle.release();
      const { state, checks } = await health(boardroom, pool);
      expect(state).not.toBe('failure');
      expect(checks.find(({ check }) => check === 'pool')).toMatchObject({
        state: 'ok',
        finding: '2 of 3 connections open, 1 idle, 0 waiting for one',
      });
      expect(checks.find(({ check }) => check === 'drift')).toMatchObject({ state: 'unknown' });
      expect(pool.idleCount).toBe(1);
      kept.release();
    });
  });

  it('that somebody waits for is a warning', async () => {
    await pooled(1, async (pool) => {
      const kept = await pool.connect();
      const waiting = pool.connect();
      const looking = found(pool, 'pool');
      kept.release();
      (await waiting).release();
      expect(await looking).toMatchObject({
        state: 'warning',
        finding: '1 of 1 connection open, 0 idle, 1 waiting for one',
      });
    });
  });

  it('that has no connection left for too long is a failure, and keeps the one that comes later', async () => {
    await pooled(1, async (pool) => {
      const kept = await pool.connect();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const looking = health(boardroom, pool);
      await vi.advanceTimersByTimeAsync(5_000);
      vi.useRealTimers();
      const { state, checks } = await looking;
      expect(state).toBe('failure');
      expect(checks[0]).toMatchObject({
        check: 'connection',
        finding: expect.stringMatching(/^none of the pool's 1 connections/),
      });
      kept.release();
      (await pool.connect()).release();
    });
  });

  it('that cannot connect is a failure', async () => {
    const pool = new pg.Pool({
      connectionString: `postgresql://ada:secret@127.0.0.1:${await freePort()}/course`,
    });
    const { state, checks } = await health(course, pool);
    await pool.end();
    expect(state).toBe('failure');
    expect(checks[0]).toMatchObject({ finding: expect.stringContaining('ECONNREFUSED') });
    expect(JSON.stringify(checks)).not.toContain('secret');
  });

  it('that may be larger than what the server has is a warning', async () => {
    const { url } = await freshDatabase();
    process.env['SEEDBED_POOL_MAX'] = '5000';
    const result = await found(url, 'pool').finally(() => {
      delete process.env['SEEDBED_POOL_MAX'];
    });
    expect(result).toMatchObject({
      state: 'warning',
      finding: expect.stringMatching(/^may open 5,000 connections, of the \d+ of the server$/),
    });
  });

  it('whose connection is in a transaction gets it back in that, and can write there', async () => {
    await pooled(1, async (pool) => {
      const client = await pool.connect();
      await client.query('begin; create temporary table note (id int)');
      client.release();
      const { checks } = await health(boardroom, pool);
      expect(checks.find(({ check }) => check === 'migrations')).toMatchObject({ state: 'ok' });
      const { rows } = await pool.query('insert into note values (1) returning id');
      expect(rows).toEqual([{ id: 1 }]);
      await pool.query('rollback');
    });
  });

  it('whose connection has a transaction that failed is a failure', async () => {
    await pooled(1, async (pool) => {
      const client = await pool.connect();
      await client.query('begin; select 1 / 0').catch(() => {});
      client.release();
      const { state, checks } = await health(boardroom, pool);
      expect(state).toBe('failure');
      expect(checks[0]).toMatchObject({ finding: expect.stringContaining('current transaction is aborted') });
      await pool.query('rollback');
    });
  });

  it('whose query_timeout ends a check is a failure, and gets no connection back that is still at it', async () => {
    const { url, client } = await freshDatabase({ template: 'boardroom' });
    await client.query('begin; lock table public.mikro_orm_migrations in access exclusive mode');
    const pool = new pg.Pool({ connectionString: url, query_timeout: 500 });
    const { state, checks } = await health(boardroom, pool, { checks: ['migrations', 'disk'] });
    await client.query('rollback');
    expect(pool.totalCount).toBe(0);
    await pool.end();
    expect(state).toBe('failure');
    expect(checks[0]).toMatchObject({ finding: 'it was lost: Query read timeout' });
  });

  it('gets the connection of a check back without a transaction', async () => {
    await pooled(1, async (pool) => {
      await health(boardroom, pool);
      const client = await pool.connect();
      expect(client.getTransactionStatus()).toBe('I');
      client.release();
    });
  });
});

describe('docs/health.md', () => {
  const document = readFileSync(new URL('../../docs/health.md', import.meta.url), 'utf8');
  const rows = document.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));

  it.each(allChecks)('has what $name is judged by', ({ name, about, limits }) => {
    const { warning = '', failure = '' } = limits(defaultThresholds);
    expect(rows).toContainEqual(['', `\`${name}\``, about, warning, failure, '']);
  });
});
