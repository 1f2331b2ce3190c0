import { failures, report, type TestReport, testCases } from '../../factories/course/words/reports.ts';
import type { Scope } from '../scope.ts';

/** How many tests of how many a submission passed. */
export interface Score {
  readonly passed: number;
  readonly total: number;
}

/** The scores of somebody who comes closer with every attempt and reaches `skill` (0 to 1) with the last. */
export function improvingScores(attempts: number, skill: number, total: number): Score[] {
  return Array.from({ length: attempts }, (_, a) => {
    const progress = (a + 1) / attempts;
    return { passed: Math.round(total * skill * (0.3 + 0.7 * progress)), total };
  });
}

/** What the test system says of an attempt: a rotation through the lists, so that no name comes twice. */
export function testReport(scope: Scope, attempt: number, { passed, total }: Score): TestReport {
  const random = scope.random(`report ${attempt}`);
  const first = random.integer(0, testCases.length - 1);
  return report(
    passed,
    total,
    (i) => testCases[(first + i) % testCases.length] ?? '',
    () => random.pick(failures),
    () => random.integer(2, 900),
  );
}
