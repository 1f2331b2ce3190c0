import { algorithms } from './curriculum/algorithms.ts';
import { dataStructures } from './curriculum/data-structures.ts';
import { machineLearning } from './curriculum/machine-learning.ts';
import type { Week } from './curriculum/week.ts';
import { weeks1To4 } from './curriculum/weeks-1-to-4.ts';
import { weeks5To8 } from './curriculum/weeks-5-to-8.ts';
import { weeks9To12 } from './curriculum/weeks-9-to-12.ts';
import { weeks13To16 } from './curriculum/weeks-13-to-16.ts';

/** The sixteen weeks of an introductory programming course, in teaching order. */
export const weeks = [
  ...weeks1To4,
  ...weeks5To8,
  ...weeks9To12,
  ...weeks13To16,
] as const satisfies readonly Week[];

/** Course families of a computer science faculty; `path` is one label. */
export const courseTitles = [
  {
    title: 'Introduction to Programming',
    path: 'programming',
    description: 'First contact with programming in Python, for everyone and without prior knowledge.',
  },
  {
    title: 'Data Structures',
    path: 'datastructures',
    description:
      'Lists, trees, heaps, hash tables and graphs: how they work, what they cost, when to use which.',
  },
  {
    title: 'Algorithms and Complexity',
    path: 'algorithms',
    description:
      'Designing algorithms, proving them correct, and knowing the limits of what can be computed fast.',
  },
  {
    title: 'Databases',
    path: 'databases',
    description:
      'Data modelling, SQL, transactions and indexes, with a running PostgreSQL from the first week.',
  },
  {
    title: 'Operating Systems',
    path: 'operatingsystems',
    description: 'Processes, memory, file systems and concurrency, explored through small programs in C.',
  },
  {
    title: 'Computer Networks',
    path: 'networks',
    description:
      'From the cable to the browser: protocols, addressing, routing, and what happens when packets get lost.',
  },
  {
    title: 'Software Engineering',
    path: 'softwareengineering',
    description:
      'Working in teams on programs that live long: requirements, design, testing, review and release.',
  },
  {
    title: 'Object-Oriented Programming',
    path: 'objectorientation',
    description: 'Classes, interfaces and the art of dividing a problem, with larger exercises in Java.',
  },
  {
    title: 'Functional Programming',
    path: 'functionalprogramming',
    description: 'Pure functions, immutable data and types as a tool for thought, with exercises in Haskell.',
  },
  {
    title: 'Machine Learning',
    path: 'machinelearning',
    description: 'Regression, classification, neural networks, and the care that data and evaluation need.',
  },
  {
    title: 'Computer Graphics',
    path: 'graphics',
    description:
      'Geometry, light and colour: students write a small renderer and understand every pixel of it.',
  },
  {
    title: 'Information Security',
    path: 'security',
    description:
      'Threats, cryptography in practice, secure programming, and exercises in a closed laboratory.',
  },
] as const satisfies readonly { title: string; path: string; description: string }[];

const [introduction, structures, complexity, , , , , , , learning] = courseTitles;

/** Course families with the topics of their courses, at least one for each of twelve weeks. */
export const subjects = [
  { ...introduction, topics: weeks },
  { ...structures, topics: dataStructures },
  { ...complexity, topics: algorithms },
  { ...learning, topics: machineLearning },
] as const satisfies readonly { title: string; path: string; topics: readonly Week[] }[];

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
