import type { Student } from './members.ts';

/**
 * How a run of the tests ended: with a report, with one that says that the program does not run at all, or with none,
 * because the test system failed, broke down, was told to stop, or has forgotten it. Of a run that took too long it says so.
 */
export type Outcome = 'tested' | 'broken' | 'timedOut' | 'failed' | 'crashed' | 'cancelled' | 'forgotten';

/** One run of the tests. */
export interface Attempt {
  readonly at: Date;
  readonly by: Student;
  readonly outcome: Outcome;
  /** Which tests passed, in the order of the task. */
  readonly passed: readonly boolean[];
  readonly submit: boolean;
}

/** The share (0 to 1) of its tests that passed. */
export const scoreOf = ({ passed }: Attempt): number =>
  passed.filter((one) => one).length / Math.max(1, passed.length);

/** Whether the test system says anything of a run that ended so. */
export const hasReport = (outcome: Outcome): outcome is 'tested' | 'broken' | 'timedOut' =>
  outcome === 'tested' || outcome === 'broken' || outcome === 'timedOut';
