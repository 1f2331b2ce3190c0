import type { Module, Subject } from '../../entities/practice.ts';
import words from './words.json' with { type: 'json' };

interface TrackText {
  readonly slug: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly modules: readonly Module[];
}

/** Tracks by subject, each with its modules and the ids of their problems. */
export const trackTexts: Readonly<Record<Subject, readonly TrackText[]>> = words.trackTexts;

const problemsOf = (subject: Subject): readonly string[] =>
  trackTexts[subject].flatMap(({ modules }) => modules.flatMap((module) => module.problems));

/** The ids of all problems by subject. */
export const problems: Readonly<Record<Subject, readonly string[]>> = {
  coding: problemsOf('coding'),
  math: problemsOf('math'),
  systems: problemsOf('systems'),
};

interface Problem {
  /** Against others, as a number of a standard normal distribution. */
  readonly difficulty: number;
  /** What can be wrong with a solution. */
  readonly pitfalls: readonly string[];
}

const known: Readonly<Record<string, Problem>> = words.problems;

/** What is known of a problem; of another one, what is true of all. */
export const problemOf = (id: string): Problem => known[id] ?? { difficulty: 0, pitfalls: words.failures };
