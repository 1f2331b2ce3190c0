import { createHash } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { templatesOf } from '../../src/database/template.ts';
import { withDatabase } from '../../src/database/url.ts';
import { freshDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { type Run, startVitest } from './project.ts';

describe('suites with seedbed/vitest, one after another on a server', () => {
  let url: string;
  let admin: pg.Client;
  let place: string;

  beforeAll(async () => {
    ({ url, client: admin } = await freshDatabase());
    const name = new URL(url).pathname.slice(1);
    place = createHash('sha256').update(name).digest('hex').slice(0, 8);
  });
  afterAll(async () => {
    const templates = await templatesOf(url);
    await templates.dropTemplates();
    await templates.close();
    expect(await databases('')).toEqual([]);
  });

  /** The kit's databases of this test file whose names match. */
  async function databases(pattern: string): Promise<string[]> {
    const { rows } = await admin.query<{ name: string }>(
      'select datname as name from pg_database where datname ~ $1 and datname ~ $2 order by 1',
      [`^seedbed_(tpl|clone)_${place}`, pattern],
    );
    return rows.map(({ name }) => name);
  }

  /** A server notices a moment later that a client is gone. */
  const connectionsGone = () =>
    until(async () => {
      const { rowCount } = await admin.query(
        `select from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'
           and (datname = current_database() or datname ~ $1)`,
        [`^seedbed_(tpl|clone)_${place}`],
      );
      return rowCount === 0;
    });

  async function nothingLeft(): Promise<void> {
    await connectionsGone();
    expect(await databases('_wip$')).toEqual([]);
    expect(await databases('^seedbed_clone')).toEqual([]);
  }

  /** What the reporter has said of a test. */
  const saidOf = (test: string, { output }: Run): string =>
    new RegExp(`^ seedbed \\S+ > ${test}\\n((?: {3}.*\\n)+)`, 'm').exec(output)?.[1] ?? '';

  describe('where tests fail, leak and crash', () => {
    let run: Run;

    beforeAll(async () => {
      run = await startVitest(url, 'passing', 'failing', 'leaking', 'crashing').finished;
    });

    test('the others pass, whatever options they have', () => {
      expect(run.code, run.output).toBe(1);
      expect(run.output).toMatch(/Tests {2}4 failed \| 11 passed \| 1 expected fail/);
      expect(run.output).toContain('Worker exited unexpectedly with signal SIGKILL');
    });

    test('a failed test is told with its data and its rows', () => {
      expect(saidOf('fails in a transaction', run)).toBe(
        `   data:      course minimal, seed 7, in a transaction\n   made:      courseMember.create ×1: 1 user, 1 organization, 1 courseFamily, 1 course, 1 courseGroup, 1 courseMember\n`,
      );
    });

    test('a failed test in a clone keeps its database, and no other one does', async () => {
      const said = [saidOf('fails in a clone', run), saidOf('waits for too long', run)];
      const kept = said.map((text) => /database: .*\/(\S+), kept until/.exec(text)?.[1]);
      await connectionsGone();
      expect(await databases('^seedbed_clone')).toEqual([...kept].sort());
      const client = await connect(withDatabase(url, kept[0] ?? ''));
      const { rows } = await client.query(
        `select count(*)::int as count from "user" where given_name = 'Ada'`,
      );
      await client.end();
      expect(rows).toEqual([{ count: 2 }]);
      expect(await databases('_wip$')).toEqual([]);
    });

    test('no password is told', () => {
      expect(run.output).toContain('//seedbed:***@');
      expect(run.output).not.toContain(new URL(url).password);
    });

    test('a connection that was left open is told with its test', () => {
      expect(run.output).toMatch(
        /FAIL {2}leaking\.test\.ts > leaves a mailer connected\nConnectionsLeakedError: /,
      );
      expect(saidOf('leaves a mailer connected', run)).toContain('left open: mailer');
    });
  });

  test('one that is killed leaves no process', async () => {
    const { child, finished } = startVitest(url, 'endless');
    await until(async () => {
      const { rowCount } = await admin.query(
        `select from pg_stat_activity where query like '%infinity%' and datname ~ $1`,
        [`^seedbed_clone_${place}`],
      );
      return rowCount === 1;
    });
    child.kill('SIGKILL');
    const { code, output } = await finished;
    expect(code).toBe(null);
    const worker = Number(/^worker (\d+)$/m.exec(output)?.[1]);
    await until(() => !isAlive(worker));
  });

  test('those that run next, at the same time and in shards, leave nothing of it, nor of themselves', async () => {
    const runs = await Promise.all([
      startVitest(url, 'passing').finished,
      startVitest(url, 'passing', 'quick', '--shard=1/2').finished,
      startVitest(url, 'passing', 'quick', '--shard=2/2').finished,
    ]);
    expect(runs.map(({ code, output }) => (code === 0 ? 0 : output))).toEqual([0, 0, 0]);
    const [, first, second] = runs.map(({ output }) => Number(/Tests {2}(\d+) passed/.exec(output)?.[1]));
    expect([first, second].sort()).toEqual([1, 10]);
    await nothingLeft();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
