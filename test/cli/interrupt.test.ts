import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { type CliResult, seedbed, startSeedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { until } from '../support/until.ts';

const cwd = temporaryFolder();

/** How many sessions of others there are in the database; only of those that wait for a lock, if asked. */
async function others(client: pg.Client, waiting = false): Promise<number> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and application_name <> 'holder' and ($1 = false or wait_event_type = 'Lock')`,
    [waiting],
  );
  return rowCount ?? 0;
}

/** A session that holds what the statements lock, until it ends. */
async function hold(url: string, statements: string): Promise<pg.Client> {
  const holder = await connect(url);
  await holder.query(`set application_name = 'holder'; begin; ${statements}`);
  return holder;
}

/** Starts a command as a terminal does, and sends its whole process group a signal once it waits for a lock. */
async function interrupt(
  parameters: readonly string[],
  { url, client, signal }: { url: string; client: pg.Client; signal: NodeJS.Signals },
): Promise<CliResult> {
  const { child, result } = startSeedbed(parameters, { cwd, env: { DATABASE_URL: url }, detached: true });
  const group = -(child.pid ?? Number.NaN);
  await until(async () => (await others(client, true)) > 0);
  process.kill(group, signal);
  const ended = await result;
  expect(() => process.kill(group, 0)).toThrow('ESRCH');
  return ended;
}

describe('seedbed seed, waiting for a lock that somebody holds', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends at %s with %i, leaves no session, and the database as it was', async (signal, code) => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const holder = await hold(url, 'lock table course_member in access exclusive mode');
    const ended = await interrupt(['seed', 'classroom'], { url, client, signal });
    expect(ended).toEqual({ code, stdout: '', stderr: signal === 'SIGHUP' ? '' : 'Interrupted.\n' });
    // The lock is still held: the server has noticed by itself that nobody waits for it any more.
    await until(async () => (await others(client)) === 0);
    await holder.end();
    expect(await countRows(client, course)).toEqual({});
    const again = await seedbed(['seed', 'minimal'], { cwd, env: { DATABASE_URL: url } });
    expect(again).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('seedbed migrate up, waiting for another migration', () => {
  it('ends at Ctrl-C with 130, and leaves the database as it was', async () => {
    const { url, client } = await freshDatabase();
    // The lock that keeps migrations of one database apart.
    const holder = await hold(url, 'select pg_advisory_xact_lock(7306357456)');
    const { code, stdout } = await interrupt(['migrate', 'up'], { url, client, signal: 'SIGINT' });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    await holder.end();
    await until(async () => (await others(client)) === 0);
    const { rows } = await client.query(`select tablename from pg_tables where schemaname = 'public'`);
    expect(rows).toEqual([]);
  });
});
