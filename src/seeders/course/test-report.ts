import { report, type TestReport } from '../../factories/course/words/reports.ts';
import type { Scope } from '../scope.ts';
import type { Attempt } from './attempts.ts';
import type { Task } from './syllabus.ts';

type Run = Pick<Attempt, 'outcome' | 'passed'>;

const TIME_OUT = 'time limit of 60 s for the whole run exceeded';

/**
 * What the test system says of the a-th run: of each test, or that the program cannot be run at all.
 *
 * @param failures what each test says when it fails
 */
export function reportOf(
  scope: Scope,
  a: number,
  { tests, breaks }: Task,
  { outcome, passed }: Run,
  failures: readonly string[],
): TestReport {
  const random = scope.random('report', a);
  // The same mistake twice, now and then.
  const mistake = outcome === 'broken' ? scope.random('break', a >> 1).pick(breaks) : undefined;
  const broken = outcome === 'timedOut' ? TIME_OUT : mistake;
  return report(
    tests.map(({ name, failure }, t) => ({
      name,
      duration: random.integer(2, broken === undefined ? 900 : 9) / 1000,
      ...(passed[t] === true ? {} : { failure: broken ?? failures[t] ?? failure }),
    })),
  );
}
