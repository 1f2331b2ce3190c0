import { executionBackends } from './backends.ts';
import words from './course-titles.json' with { type: 'json' };
import algorithms from './curriculum/algorithms.json' with { type: 'json' };
import dataStructures from './curriculum/data-structures.json' with { type: 'json' };
import introductionWeeks from './curriculum/introduction.json' with { type: 'json' };
import machineLearning from './curriculum/machine-learning.json' with { type: 'json' };
import type { Assignment, Week } from './curriculum/week.ts';
import type { Language } from './reports.ts';

/** The sixteen weeks of an introductory programming course, in teaching order. */
export const weeks = topics(introductionWeeks);

/** Course families of a computer science faculty; `path` is one label. */
export const { courseTitles } = words;

/** A course family with what its courses teach. */
interface Subject {
  readonly title: string;
  readonly path: string;
  readonly description: string;
  /** Of all its tasks. */
  readonly language: Language;
  /** Runs what is handed in. */
  readonly backend: (typeof executionBackends)[number];
  /** Of its courses, at least one for each of twelve weeks. */
  readonly topics: readonly Week[];
}

/** Course families with the topics of their courses. */
export const subjects = [
  subject('programming', 'python', 'python-3-13-sandbox', weeks),
  subject('datastructures', 'java', 'java-21-junit', topics(dataStructures)),
  subject('algorithms', 'cpp', 'gcc-14-cpp23', topics(algorithms)),
  subject('machinelearning', 'python', 'python-scientific-stack', topics(machineLearning)),
] as const;

function subject(path: string, language: Language, slug: string, topics: readonly Week[]): Subject {
  const family = courseTitles.find((family) => family.path === path);
  if (!family) throw new RangeError(`there is no course family ${path}`);
  const backend = executionBackends.find((backend) => backend.slug === slug);
  if (!backend) throw new RangeError(`there is no execution backend ${slug}`);
  return { ...family, language, backend, topics };
}

/** That each week has two assignments, a test shows. */
function topics(
  weeks: readonly (Omit<Week, 'assignments'> & { readonly assignments: readonly Assignment[] })[],
) {
  return weeks as readonly Week[];
}

/**
 * A term as title and path label.
 *
 * @example term(2025, 'winter') // { title: 'Winter 2025', path: 'winter2025' }
 */
export function term(year: number, half: 'summer' | 'winter'): { title: string; path: string } {
  const name = half === 'winter' ? 'Winter' : 'Summer';
  return { title: `${name} ${year}`, path: `${half}${year}` };
}

const meetingTimes = [
  'Monday 08:15',
  'Monday 10:15',
  'Monday 14:15',
  'Monday 16:15',
  'Tuesday 08:15',
  'Tuesday 10:15',
  'Tuesday 14:15',
  'Tuesday 16:15',
  'Wednesday 08:15',
  'Wednesday 10:15',
  'Wednesday 14:15',
  'Wednesday 16:15',
  'Thursday 08:15',
  'Thursday 10:15',
  'Thursday 14:15',
  'Thursday 16:15',
  'Friday 08:15',
  'Friday 10:15',
  'Friday 12:15',
] as const;

/**
 * The title of the n-th group of a course, counted from 0; no two n share one.
 *
 * @example courseGroupTitle(0) // 'Group A, Monday 10:15'
 * @example courseGroupTitle(26) // 'Group A2, …': the letters start again with a number
 */
export function courseGroupTitle(n: number): string {
  const letter = String.fromCharCode(65 + (n % 26));
  const round = Math.floor(n / 26);
  // 7 shares no factor with the 19 times, so neighbouring groups meet on different days
  const time = meetingTimes[(1 + n * 7) % meetingTimes.length];
  return `Group ${letter}${round === 0 ? '' : round + 1}, ${time}`;
}
