import type pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import type { defaultThresholds } from '../../src/health/thresholds.ts';
import { freshDatabase } from '../support/database.ts';
import { found, newRole } from './found.ts';

const opened: pg.Client[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.end()));
});

async function openAnother(url: string): Promise<pg.Client> {
  const client = await connect(url);
  opened.push(client);
  return client;
}

describe('a transaction', () => {
  it.each([
    ['warning', 3_600],
    ['failure', 0],
  ])('that is open for long is a %s, with whose it is', async (state, failure) => {
    const { url } = await freshDatabase();
    const forgetful = await openAnother(`${url}?application_name=mailer`);
    await forgetful.query('begin');
    const { rows } = await forgetful.query<{ pid: number }>('select pg_backend_pid() as pid');
    const thresholds = { transaction: { warning: 0, failure } };
    expect(await found(url, 'transactions', { thresholds })).toMatchObject({
      state,
      finding: expect.stringMatching(
        `^one is open for \\d+ s: pid ${rows[0]?.pid} of "seedbed", "mailer", idle in transaction$`,
      ),
      hint: expect.stringContaining(`pg_terminate_backend(${rows[0]?.pid})`),
    });
  });

  it('that is young is well, and so is none', async () => {
    const { url } = await freshDatabase();
    expect(await found(url, 'transactions')).toMatchObject({ state: 'ok', finding: 'none is open' });
    const client = await openAnother(url);
    await client.query('begin');
    expect(await found(url, 'transactions')).toMatchObject({
      state: 'ok',
      finding: expect.stringMatching(/^the oldest is open for \d+ s$/),
    });
  });

  it('of another role may be hidden', async () => {
    const { url, client } = await freshDatabase();
    const role = await newRole(client, url);
    expect(await found(role.url, 'transactions')).toMatchObject({
      state: 'unknown',
      finding: 'none is open, but 1 session of other roles cannot be seen',
      hint: expect.stringContaining('pg_read_all_stats'),
    });
    await client.query(`grant pg_read_all_stats to ${role.name}`);
    expect(await found(role.url, 'transactions')).toMatchObject({ state: 'ok' });
  });
});

describe('the connections', () => {
  it.each([
    [3, 'warning', '4 of the 5 of the role (80 %)'],
    [4, 'failure', '5 of the 5 of the role (100 %)'],
  ])('%i of a role that may have 5, and one for looking, are a %s', async (number, state, finding) => {
    const { url, client } = await freshDatabase();
    const role = await newRole(client, url, 'connection limit 5');
    for (let i = 0; i < number; i += 1) await openAnother(role.url);
    expect(await found(role.url, 'connections')).toMatchObject({ state, finding });
  });

  it('of a database that is nearly full are a warning, and of one that is not are well', async () => {
    const { url, client } = await freshDatabase();
    const role = await newRole(client, url);
    expect(
      await found(role.url, 'connections', { thresholds: { connections: { warning: 2, failure: 3 } } }),
    ).toMatchObject({
      state: 'ok',
      finding: expect.stringMatching(/^\d+ of the \d+ of the server/),
    });
    await client.query(`alter database ${client.database} connection limit 2`);
    const thresholds = { connections: { warning: 0.8, failure: 1.5 } };
    expect(await found(role.url, 'connections', { thresholds })).toMatchObject({
      state: 'warning',
      finding: '2 of the 2 of the database (100 %)',
    });
  });
});

it('a pool that may be larger than the smallest limit is a warning, whichever is used most', async () => {
  const { url, client } = await freshDatabase();
  const role = await newRole(client, url, 'connection limit 9');
  await client.query(`alter database ${client.database} connection limit 12`);
  await openAnother(url);
  await openAnother(url);
  expect(await found(role.url, 'connections')).toMatchObject({
    finding: expect.stringContaining('4 of the 12 of the database'),
  });
  expect(await found(role.url, 'pool')).toMatchObject({
    state: 'warning',
    finding: 'may open 10 connections, of the 9 of the role',
  });
});

describe('the cache', () => {
  const judged = async (cache: Partial<typeof defaultThresholds.cache>) => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query('select count(*) from pg_attribute');
    await client.query('select pg_stat_force_next_flush()');
    return await found(url, 'cache', {
      thresholds: { cache: { warning: 0, failure: 0, blocks: 1, ...cache } },
    });
  };

  it.each([
    ['ok', {}],
    ['warning', { warning: 1.01 }],
    ['failure', { warning: 1.01, failure: 1.01 }],
    ['unknown', { blocks: 1e12 }],
  ])('is %s by %o', async (state, limits) => {
    expect(await judged(limits)).toMatchObject({ state, finding: expect.stringMatching(/blocks/) });
  });
});

describe('the disk', () => {
  const [enough, none] = [1, 1e18];

  it.each([
    ['ok', { warning: enough, failure: enough }],
    ['warning', { warning: none, failure: enough }],
    ['failure', { warning: none, failure: none }],
  ])('of this machine is %s by %o', async (state, disk) => {
    const { url } = await freshDatabase();
    expect(await found(url, 'disk', { thresholds: { disk } })).toMatchObject({
      state,
      finding: expect.stringMatching(/^the database has [\d.]+ MB, and [\d.]+ [MG]B are free$/),
    });
  });

  it('cannot be seen by a role of few rights, but the size of the database', async () => {
    const { url, client } = await freshDatabase();
    const role = await newRole(client, url);
    expect(await found(role.url, 'disk')).toMatchObject({
      state: 'unknown',
      finding: expect.stringMatching(/^the database has [\d.]+ MB;/),
    });
  });
});
