import { readFileSync } from 'node:fs';
import { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { freePort } from '../../src/database/server/port.ts';
import { connectionSettings, settings } from '../../src/database/settings.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { SeedbedError } from '../../src/errors/error.ts';
import { freshDatabase } from '../support/database.ts';

const plain = 'postgresql://ada:secret@db:5433/course';
const ada = { user: 'ada', password: 'secret', host: 'db', port: 5433, database: 'course' };
const withQuery = (query: string): string => `${plain}?${query}`;

describe('connectionSettings', () => {
  it('without any', () => {
    expect(connectionSettings(plain, {})).toEqual({
      client: {
        ...ada,
        client_encoding: 'UTF8',
        ssl: false,
        sslnegotiation: 'postgres',
        keepAlive: true,
      },
      asked: new Set(),
      pool: { max: 10, min: 0, idleTimeoutMillis: 10_000 },
      retry: 10_000,
    });
  });

  it('of the environment', () => {
    const environment = {
      PGCONNECT_TIMEOUT: '3',
      PGSSLMODE: 'require',
      SEEDBED_POOL_MAX: '4',
      SEEDBED_POOL_MIN: '2',
      SEEDBED_POOL_IDLE_TIMEOUT: '60',
      SEEDBED_CONNECT_RETRY: '0',
    };
    expect(connectionSettings(plain, environment)).toEqual({
      client: {
        ...ada,
        client_encoding: 'UTF8',
        ssl: { rejectUnauthorized: false },
        keepAlive: true,
        connectionTimeoutMillis: 3_000,
      },
      asked: new Set(),
      pool: { max: 4, min: 2, idleTimeoutMillis: 60_000 },
      retry: 0,
    });
  });

  it('of the url come before those of the environment, which are then not looked at', () => {
    const { client } = connectionSettings(withQuery('connect_timeout=5&sslmode=disable'), {
      PGCONNECT_TIMEOUT: '3',
      PGSSLMODE: 'nonsense',
    });
    expect(client).toMatchObject({ connectionTimeoutMillis: 5_000, ssl: false });
  });

  it('leaves to the driver what it understands', () => {
    const left = 'options=-c%20search_path%3Delsewhere&statement_timeout=500';
    const url = withQuery(`sslmode=disable&${left}&keepalives=0&keepalives_idle=30`);
    expect(connectionSettings(url, {}).client).toEqual({
      ...ada,
      options: '-c search_path=elsewhere',
      statement_timeout: 500,
      client_encoding: 'UTF8',
      ssl: false,
      sslnegotiation: 'postgres',
      keepAlive: false,
      keepAliveInitialDelayMillis: 30_000,
    });
  });

  it.each([
    ['?statement_timeout=500', {}, ['statement_timeout']],
    [
      '?options=-c%20lock_timeout%3D1s%20--default-transaction-read-only%3Don',
      {},
      ['lock_timeout', 'default_transaction_read_only'],
    ],
    ['', { PGOPTIONS: '-cidle_session_timeout=5s' }, ['idle_session_timeout']],
    ['?options=-c%20geqo%3Doff', { PGOPTIONS: '-c lock_timeout=5s' }, ['geqo']],
  ])('knows what the server is asked for by %s and %j', (query, environment, asked) => {
    expect(connectionSettings(`${plain}${query}`, environment).asked).toEqual(new Set(asked));
  });

  it('takes empty ones for unset', () => {
    const url = withQuery('sslmode=&connect_timeout=');
    expect(connectionSettings(url, { PGSSLMODE: '', SEEDBED_POOL_MAX: '' })).toMatchObject({
      client: { ssl: false },
      pool: { max: 10 },
    });
  });

  it('never encrypts a socket', () => {
    const url = 'postgresql://ada@/course?host=/run/postgresql&sslmode=require';
    expect(connectionSettings(url, {}).client.ssl).toBe(false);
  });
});

describe('refused is', () => {
  it.each([
    ['sslmode=requir', {}, 'sslmode in the url', 'disable, no-verify, require, verify-ca, verify-full'],
    ['sslmode=prefer', {}, 'sslmode in the url', 'disable, no-verify, require'],
    ['', { PGSSLMODE: 'allow' }, 'PGSSLMODE', 'disable, no-verify, require'],
    ['connect_timeout=5s', {}, 'connect_timeout in the url', 'a whole number of seconds from 0 to 86400'],
    ['', { PGCONNECT_TIMEOUT: '-1' }, 'PGCONNECT_TIMEOUT', 'a whole number of seconds from 0 to 86400'],
    ['', { PGPORT: '70000' }, 'PGPORT', 'a whole number from 1 to 65535'],
    ['port=https', {}, 'port in the url', 'a whole number from 1 to 65535'],
    ['client_encoding=LATIN1', {}, 'client_encoding in the url', 'UTF8'],
    ['channel_binding=required', {}, 'channel_binding in the url', 'disable, prefer, require'],
    ['channel_binding=require', {}, 'channel_binding in the url', 'an encrypted connection only'],
    ['statement_timeout=5min', {}, 'statement_timeout in the url', 'a whole number of milliseconds'],
    ['', { SEEDBED_POOL_MAX: '0' }, 'SEEDBED_POOL_MAX', 'a whole number from 1 to 10000'],
    ['', { SEEDBED_POOL_MAX: '2.5' }, 'SEEDBED_POOL_MAX', 'a whole number from 1 to 10000'],
    ['', { SEEDBED_POOL_MIN: '11' }, 'SEEDBED_POOL_MIN', 'at most the 10 of SEEDBED_POOL_MAX'],
    ['', { SEEDBED_CONNECT_RETRY: 'yes' }, 'SEEDBED_CONNECT_RETRY', 'a whole number of seconds'],
    ['sslmode=verify-ca', {}, 'sslmode in the url', 'verify-ca with sslrootcert only'],
    ['sslmode=require&sslrootcert=system', {}, 'sslrootcert in the url', 'sslmode=verify-full only'],
    ['sslmode=require', { PGSSLCERT: '/a.crt' }, 'PGSSLCERT', 'with its key in sslkey'],
    ['sslmode=require', { PGSSLKEY: '/a.key' }, 'PGSSLKEY', 'with its certificate in sslcert'],
    ['sslmode=require&sslrootcert=/nowhere', {}, 'sslrootcert in the url', 'a file that can be read'],
  ])('%s %o', (query, environment, setting, allowed) => {
    const failure = failureOf(query, environment);
    expect(failure).toMatchObject({ code: 'bad_setting' });
    expect(failure).toMatchObject({ code: 'bad_setting', kind: 'usage', details: { setting } });
    expect(failure.message).toContain(`${setting} has a value that it does not take`);
    expect(failure.hint).toContain(allowed);
    expect(`${failure.message}${failure.hint}`).not.toContain('secret');
  });

  it.each([
    ['sslmod=require', {}, 'sslmod in the url', 'Did you mean sslmode?'],
    ['sslcrl=none', {}, 'sslcrl in the url', 'There are: application_name,'],
    ['', { SEEDBED_POOL_MAXX: '5' }, 'SEEDBED_POOL_MAXX', 'Did you mean SEEDBED_POOL_MAX?'],
    ['', { SEEDBED_CONNECT_WAIT: '5' }, 'SEEDBED_CONNECT_WAIT', 'There are: SEEDBED_POOL_MAX,'],
    ['passwrod=hidden', {}, 'passwrod in the url', 'Did you mean password?'],
  ])('%s %o, which there is not', (query, environment, setting, hint) => {
    const failure = failureOf(query, environment);
    expect(failure).toMatchObject({ code: 'unknown_setting' });
    expect(failure).toMatchObject({ code: 'unknown_setting', kind: 'usage', details: { setting } });
    expect(failure.hint).toContain(hint);
    expect(`${failure.message}${failure.hint}`).not.toMatch(/secret|hidden/);
  });
});

function failureOf(query: string, environment: Readonly<Record<string, string>>): SeedbedError {
  try {
    connectionSettings(query === '' ? plain : withQuery(query), environment);
  } catch (error) {
    if (error instanceof SeedbedError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the settings reach', () => {
  it('a connection: what PostgreSQL is told', async () => {
    const { url } = await freshDatabase();
    const parameters = 'application_name=lecture&statement_timeout=7000&options=-c%20work_mem%3D5MB';
    const client = await connect(`${url}?${parameters}`);
    const { rows } = await client.query(`
      select current_setting('application_name') as name, current_setting('statement_timeout') as timeout,
             current_setting('work_mem') as memory`);
    await client.end();
    expect(rows).toEqual([{ name: 'lecture', timeout: '7s', memory: '5MB' }]);
  });

  it('a connection: how long it is tried', async () => {
    const url = `postgresql://ada:secret@127.0.0.1:${await freePort()}/course`;
    process.env['SEEDBED_CONNECT_RETRY'] = '0';
    const told: Error[] = [];
    try {
      await expect(connect(url, { onWait: (why) => told.push(why) })).rejects.toThrow('ECONNREFUSED');
    } finally {
      delete process.env['SEEDBED_CONNECT_RETRY'];
    }
    expect(told).toEqual([]);
  });

  it('the pool of MikroORM: no more connections than it may have', async () => {
    const { url } = await freshDatabase();
    process.env['SEEDBED_POOL_MAX'] = '2';
    let pool: pg.Pool | undefined;
    const { driverOptions, ...options } = connectionOptions(url);
    const onPoolCreated = (made: pg.Pool) => {
      pool = made;
    };
    const orm = new MikroORM({
      ...ormOptions(courseSchema),
      ...options,
      driverOptions: { ...driverOptions, onPoolCreated },
    });
    try {
      const pids = await Promise.all(
        Array.from({ length: 6 }, () => orm.em.fork().execute('select pg_backend_pid() as pid')),
      );
      expect(new Set(pids.map(([row]) => row?.['pid'])).size).toBeLessThanOrEqual(2);
      expect(pool?.options.max).toBe(2);
    } finally {
      delete process.env['SEEDBED_POOL_MAX'];
      await orm.close();
    }
  });
});

it.each(settings())(
  'docs/connecting.md has the setting $parameter $variable',
  ({ parameter, variable, takes }) => {
    const document = readFileSync(new URL('../../docs/connecting.md', import.meta.url), 'utf8');
    const shown = (name?: string): string => (name === undefined ? '' : `\`${name}\``);
    const cells = [shown(parameter), shown(variable), takes];
    const rows = document
      .split('\n')
      .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| |\|$/g, '').trim()));
    expect(rows.map((row) => row.slice(0, 3))).toContainEqual(cells);
  },
);
