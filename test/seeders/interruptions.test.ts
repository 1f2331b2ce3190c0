import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { countsOf, readDataset } from '../support/dataset.ts';
import { until } from '../support/until.ts';
import { stateOf } from './state.ts';

const origin = { seed: 3, now: DEFAULT_NOW };
const parameters = { students: 4, weeks: 2, groups: 2, assistants: 1 };

/** A seed that has written some tables and waits for another session's lock before `result`. */
interface Halted {
  /** The session that holds the lock. */
  readonly client: pg.Client;
  readonly url: string;
  readonly seeding: pg.Client;
  readonly pid: number;
  readonly outcome: Promise<PromiseSettledResult<unknown>>;
}

async function halted(version: 15 | 18): Promise<Halted> {
  const { client, url } = await freshDatabase({ version, template: 'course' });
  const seeding = await connect(url);
  const { rows } = await seeding.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid ?? 0;
  // Others may read the table, as the seed does first, but not write to it.
  await client.query('begin; lock table result in share mode');
  const outcome = Promise.allSettled([seed(seeding, course, classroom, origin, { parameters })]).then(
    ([settled]) => settled,
  );
  await until(async () => {
    const waiting = `select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`;
    return (await client.query(waiting, [pid])).rowCount === 1;
  });
  return { client, url, seeding, pid, outcome };
}

const gone = ({ client, pid }: Halted) =>
  until(
    async () => (await client.query('select from pg_stat_activity where pid = $1', [pid])).rowCount === 0,
  );

const isEmpty = async (client: pg.Client): Promise<boolean> =>
  Object.keys(countsOf(await readDataset(client, course))).length === 0;

describe.each(servers)('on PostgreSQL $version', ({ version }) => {
  test('a second seed at the same time is refused, and does not disturb the first', async () => {
    const first = await halted(version);
    const second = await connect(first.url);
    try {
      await expect(seed(second, course, classroom, origin, { parameters })).rejects.toMatchObject({
        code: 'seeding_underway',
      });
      await first.client.query('rollback');
      expect(await first.outcome).toMatchObject({ status: 'fulfilled' });
      const { tables } = plan(course, classroom, parameters, origin);
      expect(countsOf(await readDataset(second, course))).toEqual(tables);
    } finally {
      await Promise.all([second.end(), first.seeding.end()]);
    }
  });

  test('a terminated connection is told, and leaves the database empty', async () => {
    const seedUnderway = await halted(version);
    const { client, pid, outcome } = seedUnderway;
    await client.query('select pg_terminate_backend($1)', [pid]);
    expect(await outcome).toMatchObject({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'connection_lost' }),
    });
    await client.query('rollback');
    await gone(seedUnderway);
    expect(await isEmpty(client)).toBe(true);
  });

  test('a connection that breaks off is told, and leaves the database empty', async () => {
    const seedUnderway = await halted(version);
    const { client, seeding, outcome } = seedUnderway;
    seeding.connection.stream.destroy();
    expect(await outcome).toMatchObject({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'connection_lost' }),
    });
    await client.query('rollback');
    await gone(seedUnderway);
    expect(await isEmpty(client)).toBe(true);
  });

  test('a cancelled statement is told, and leaves the connection and the database as they were', async () => {
    const { client, seeding, pid, outcome } = await halted(version);
    try {
      await client.query('select pg_cancel_backend($1)', [pid]);
      const settled = await outcome;
      expect(settled).toMatchObject({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'load_refused' }),
      });
      expect(settled).toHaveProperty('reason.details.refusal.sqlState', '57014');
      expect(settled).toHaveProperty('reason.hint', expect.stringContaining('statement_timeout'));
      await client.query('rollback');
      expect(await isEmpty(client)).toBe(true);
      expect(await stateOf(seeding)).toEqual(await stateOf(client));
    } finally {
      await seeding.end();
    }
  });
});
