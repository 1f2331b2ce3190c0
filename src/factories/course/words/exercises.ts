import { nth } from '../../nth.ts';
import type { Task } from './curriculum/week.ts';
import { subjects } from './curriculum.ts';
import words from './exercises.json' with { type: 'json' };

const sheets: Readonly<Record<string, readonly string[]>> = words.exercises;

/** Those of the courses that have a curriculum: the first of each week, then the second ones. */
const tasks: Readonly<Record<string, readonly Task[]>> = Object.fromEntries(
  subjects.map(({ path, topics }) => [
    path,
    [...topics.map(({ assignments }) => assignments[0]), ...topics.map(({ assignments }) => assignments[1])],
  ]),
);

/**
 * The n-th assignment (from 0) of a course of that family: one of its curriculum, or else a sheet on one of its topics.
 *
 * @example exercise('databases', 3) // { title: 'Joins', description: 'Work through …' }
 */
export function exercise(family: string, n: number): { title: string; description: string } {
  const known = tasks[family];
  if (known) {
    const { title, description } = nth(known, n);
    return { title: titled(title, Math.floor(n / known.length)), description };
  }
  const topics = sheets[family] ?? [];
  const topic = nth(topics, n);
  const round = Math.floor(n / topics.length);
  return {
    title: titled(topic, round),
    description: nth(words.instructions, n + round).replace('{topic}', topic),
  };
}

const titled = (title: string, round: number): string =>
  round === 0 ? title : `${title}, part ${round + 1}`;
