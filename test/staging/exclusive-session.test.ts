import { expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { ExclusiveSession } from '../../src/staging/exclusive-session.ts';
import { until } from '../support/until.ts';
import { stagingDatabase } from './staging.ts';

test('when the connection with the lock is lost, what waits for a lock of a table fails with it', async () => {
  const { name, url, open, askServer, permission } = await stagingDatabase();
  const session = await ExclusiveSession.open(url, course, 'reset', permission);
  try {
    const writer = await open();
    await writer.query('begin; lock table "user"');
    await session.target.query('set lock_timeout = 0');
    const { rows } = await session.maintenance.query('select pg_backend_pid() as pid');
    const waiting = session.target.query('select from public."user"').then(
      () => 'has its lock',
      (error: unknown) => session.explain(error),
    );
    const waits = `select from pg_stat_activity where datname = '${name}' and wait_event_type = 'Lock'`;
    await until(async () => (await askServer(waits)).length === 1);
    await askServer(`select pg_terminate_backend(${rows[0]?.pid})`);
    expect(await waiting).toMatchObject({ code: 'connection_lost' });
    await expect(session.connect('postgres')).rejects.toMatchObject({ code: 'connection_lost' });
  } finally {
    await session.close();
  }
});
