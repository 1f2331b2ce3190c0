import { join } from 'node:path';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import type { ErrorCode } from '../../src/errors/codes.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { until } from '../support/until.ts';

const parameters = { students: 4, weeks: 2, groups: 2, assistants: 1 };

test.each<[string, (loading: pg.Client, pid: number, other: pg.Client) => Promise<unknown>, code: ErrorCode]>(
  [
    [
      'the server ends the connection',
      (_, pid, other) => other.query('select pg_terminate_backend($1)', [pid]),
      'connection_lost',
    ],
    ['the connection breaks off', async (loading) => loading.connection.stream.destroy(), 'connection_lost'],
    [
      'the statement is cancelled',
      (_, pid, other) => other.query('select pg_cancel_backend($1)', [pid]),
      'load_refused',
    ],
  ],
)('where %s, that is told, and nothing is written', async (_, interrupt, code) => {
  const { client: other, url } = await freshDatabase({ template: 'course' });
  const loading = await connect(url);
  const { rows } = await loading.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid ?? 0;
  // Others may read the table, as the load does first, but not write to it.
  await other.query('begin; lock table result in share mode');
  const folder = join(temporaryFolder(), 'part');
  await writePart(folder, course, classroom, { seed: 0, now: DEFAULT_NOW }, { parameters });
  const parts = await readParts([folder]);
  const outcome = Promise.allSettled([loadParts(loading, course, parts, { load: 'live' })]);
  const isThere = async (state: string) =>
    (await other.query(`select from pg_stat_activity where pid = $1 ${state}`, [pid])).rowCount === 1;
  await until(() => isThere(`and wait_event_type = 'Lock'`));
  await interrupt(loading, pid, other);
  expect(await outcome).toMatchObject([{ status: 'rejected', reason: { code } }]);
  await other.query('rollback');
  await loading.end().catch(() => {});
  await until(async () => !(await isThere('')));
  expect(await countRows(other, course)).toEqual({});
});
