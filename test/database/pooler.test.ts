import { describe, expect, it } from 'vitest';
import { connect, connectPinned } from '../../src/database/connect.ts';
import { freshDatabase } from '../support/database.ts';
import { hasPgBouncer, throughPgBouncer } from '../support/pgbouncer.ts';

describe.skipIf(!hasPgBouncer)('through a PgBouncer', () => {
  it.each([
    ['transaction', ['pool_mode = transaction']],
    [
      'transaction, least recently used first',
      ['pool_mode = transaction', 'server_round_robin = 1', 'min_pool_size = 4'],
    ],
    ['transaction, of one connection', ['pool_mode = transaction', 'default_pool_size = 1']],
    ['statement', ['pool_mode = statement']],
  ])('of mode %s nothing is set and nothing locked', async (_, settings) => {
    const { url, client } = await freshDatabase();
    const through = await throughPgBouncer(url, settings);
    await expect(connectPinned(through, { wait: 0 })).rejects.toMatchObject({ code: 'pooler_refused' });
    // Whoever gets the connections next finds them as they were.
    const next = await connect(through, { wait: 0 });
    const { rows } = await next.query(
      `select current_setting('search_path') as path, count(l.*)::int as locks
         from pg_stat_activity a left join pg_locks l on l.pid = a.pid and l.locktype = 'advisory'
        where a.datname = current_database()`,
    );
    expect(rows).toEqual([{ path: '"$user", public', locks: 0 }]);
    await next.end();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
  });

  it.each([
    ['', []],
    ['of one connection', ['default_pool_size = 1']],
  ])('of mode session %s everything is as without', async (_, settings) => {
    const { url, client } = await freshDatabase({ template: 'practice' });
    const through = await throughPgBouncer(url, ['pool_mode = session', ...settings]);
    const pinned = await connectPinned(through, { wait: 0 });
    expect((await pinned.query('show search_path')).rows).toEqual([{ search_path: 'pg_catalog, pg_temp' }]);
    await pinned.end();
    const next = await connect(through);
    expect((await next.query('show search_path')).rows).toEqual([{ search_path: '"$user", public' }]);
    await next.end();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
  });
});
