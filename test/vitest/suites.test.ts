import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { withDatabase } from '../../src/database/url.ts';
import { until } from '../support/until.ts';
import { placeForSuites } from './leftovers.ts';
import { type Run, startVitest } from './project.ts';

describe('suites with seedbed/vitest, one after another on a server', () => {
  let url: string;
  let place: Awaited<ReturnType<typeof placeForSuites>>;

  beforeAll(async () => {
    place = await placeForSuites();
    ({ url } = place);
  });
  afterAll(() => place.end());

  /** What the reporter has said of a test. */
  const saidOf = (test: string, { output }: Run): string =>
    new RegExp(`^ seedbed \\S+ > ${test}\\n((?: {3}.*\\n)+)`, 'm').exec(output)?.[1] ?? '';

  describe('where tests fail, leak and crash', () => {
    let run: Run;

    beforeAll(async () => {
      run = await startVitest(place, 'passing', 'failing', 'leaking', 'crashing').finished;
    });

    test('the others pass, whatever options they have', () => {
      expect(run.code, run.output).toBe(1);
      expect(run.output).toMatch(/Tests {2}4 failed \| 13 passed \| 1 expected fail/);
      expect(run.output).toContain('Worker exited unexpectedly with signal SIGKILL');
    });

    test('a failed test is told with its data and its rows', () => {
      expect(saidOf('fails in a transaction', run)).toBe(
        `   data:      course minimal, seed 7, in a transaction\n   made:      courseMember.create ×1: 1 user, 1 organization, 1 courseFamily, 1 course, 1 courseGroup, 1 courseMember\n`,
      );
    });

    test('a failed test in a clone keeps its database, and no other one does', async () => {
      const said = [saidOf('fails in a clone', run), saidOf('with little time > waits for too long', run)];
      const kept = said.map((text) => /database: .*\/(\S+), kept until/.exec(text)?.[1] ?? '');
      await place.onlyLeft(kept);
      const client = await connect(withDatabase(url, kept[0] ?? ''));
      const { rows } = await client.query(
        `select count(*)::int as count from "user" where given_name = 'Ada'`,
      );
      await client.end();
      expect(rows).toEqual([{ count: 2 }]);
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
    const { child, finished } = startVitest(place, 'endless');
    await until(async () => (await place.statements('clone')).some((sql) => sql.includes('infinity')));
    child.kill('SIGKILL');
    const { code, output } = await finished;
    expect(code).toBe(null);
    const worker = Number(/^worker (\d+)$/m.exec(output)?.[1]);
    await until(() => !isAlive(worker));
  });

  test('those that run next, at the same time and in shards, leave nothing of it, nor of themselves', async () => {
    const runs = await Promise.all([
      startVitest(place, 'quick').finished,
      startVitest(place, 'passing', 'quick', '--shard=1/2').finished,
      startVitest(place, 'passing', 'quick', '--shard=2/2').finished,
    ]);
    expect(runs.map(({ code, output }) => (code === 0 ? 0 : output))).toEqual([0, 0, 0]);
    const [, first, second] = runs.map(({ output }) => Number(/Tests {2}(\d+) passed/.exec(output)?.[1]));
    expect([first, second].sort()).toEqual([1, 12]);
    await place.onlyLeft([]);
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
