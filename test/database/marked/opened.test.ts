import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { lockOf } from '../../../src/database/advisory-lock.ts';
import { askOn } from '../../../src/database/ask.ts';
import { connect } from '../../../src/database/connect.ts';
import { createMarked } from '../../../src/database/marked/databases.ts';
import { type Mark, markStatement } from '../../../src/database/marked/mark.ts';
import { sweepDead } from '../../../src/database/marked/sweep.ts';
import { freshDatabase, servers } from '../../support/database.ts';
import { until } from '../../support/until.ts';

describe.each(servers)('on PostgreSQL $version', ({ version }) => {
  test('a backup that a killed undo has left open is closed, unless another undo is opening it', async () => {
    const { url, client } = await freshDatabase({ version });
    const about = new URL(url).pathname.slice(1);
    const backup = `${about}__before_20260111T100000000`;
    const mark: Omit<Mark, 'seedbed'> = { kind: 'before', by: 'ada', about, grants: [] };
    await createMarked(askOn(client), backup, '', mark);
    const isOpen = async () => {
      const { rows } = await client.query<{ open: boolean }>(
        'select datallowconn as open from pg_database where datname = $1',
        [backup],
      );
      return rows[0]?.open;
    };

    const [undo, other] = [await connect(url), await connect(url)];
    // As an undo does between the two looks of a sweep: at who holds locks, and at the database.
    await undo.query('begin');
    await undo.query(markStatement(backup, mark));
    let isOver = false;
    const sweep = sweepDead(askOn(other)).finally(() => {
      isOver = true;
    });
    await until(async () => {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`,
        [about],
      );
      return isOver || rowCount === 1;
    });
    await undo.query('select pg_advisory_lock($1)', [lockOf('reset', about)]);
    await undo.query('commit');
    await sweep;
    expect(await isOpen()).toBe(true);

    await undo.end();
    await until(async () => {
      await sweepDead(askOn(other));
      return (await isOpen()) === false;
    });
    await other.end();
    await client.query(`drop database ${pg.escapeIdentifier(backup)}`);
  });
});
