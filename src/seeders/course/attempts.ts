import { resultStatus } from '../../factories/course/result-status.ts';
import {
  failures,
  quizFailures,
  report,
  type TestReport,
  testCases,
} from '../../factories/course/words/reports.ts';
import { after, MINUTE, SECOND } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import type { Scope } from '../scope.ts';
import { studyHours } from './hours.ts';

/** What the test system looks at in one task, the same in every attempt. */
export interface Checks {
  readonly names: readonly string[];
  /** What it may say of one that failed. */
  readonly failures: readonly string[];
}

/** How many checks of how many a submission passed. */
export interface Score {
  readonly passed: number;
  readonly total: number;
}

/** Eight parts of a quiz, or twelve test cases: a rotation through their list, so that no name comes twice. */
export function checksOf(random: Stream, quiz: boolean): Checks {
  if (quiz) return { names: Array.from({ length: 8 }, (_, i) => `Part ${i + 1}`), failures: quizFailures };
  const first = random.integer(0, testCases.length - 1);
  const names = Array.from({ length: 12 }, (_, i) => testCases[(first + i) % testCases.length] ?? '');
  return { names, failures };
}

/** The scores of a student who comes closer with every attempt and reaches `skill` (0 to 1) with the last. */
export function improvingScores(attempts: number, skill: number, total: number): Score[] {
  return Array.from({ length: attempts }, (_, a) => {
    const progress = (a + 1) / attempts;
    return { passed: Math.round(total * skill * (0.3 + 0.7 * progress)), total };
  });
}

/** How a run ended that brought no report, as about one in twenty-five does: with an error, or because it was stopped. */
export function brokenStatus(random: Stream): number | undefined {
  if (!random.chance(0.04)) return undefined;
  const { failed, crashed, cancelled } = resultStatus;
  return random.pick([failed, failed, crashed, cancelled]);
}

/**
 * A run of the last minutes, of which one team in eight has one while people are awake: the test system takes a minute
 * to begin with it, and some to end.
 *
 * @param at the reference time
 */
export function waitingRun(random: Stream, at: Date): { createdAt: Date; status: number } | undefined {
  const isAwake = studyHours.within(after(at, -10 * MINUTE), at) > 0;
  if (!isAwake || !random.chance(1 / 8)) return undefined;
  const age = random.integer(1, 10 * 60) * SECOND;
  const { scheduled, pending, running, paused, cancelling } = resultStatus;
  const begun = random.chance(0.9) ? running : random.pick([paused, cancelling]);
  const status = age < MINUTE ? scheduled : age < 3 * MINUTE ? pending : begun;
  return { createdAt: after(at, -age), status };
}

/** What the test system says of an attempt. */
export function testReport(
  scope: Scope,
  attempt: number,
  { passed, total }: Score,
  checks: Checks,
): TestReport {
  const random = scope.random('report', attempt);
  return report(
    passed,
    total,
    (i) => checks.names[i] ?? '',
    () => random.pick(checks.failures),
    () => random.integer(2, 900) / 1000,
  );
}
