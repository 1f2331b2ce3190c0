import { after, DAY, SECOND } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import { type Attempt, scoreOf } from './attempts.ts';
import type { Class } from './class.ts';
import { type Grading, OFFICE_DAY, stepped } from './gradings.ts';
import type { Student } from './members.ts';
import type { Task } from './syllabus.ts';

interface Graded {
  readonly of: Class;
  readonly task: Task;
  readonly team: readonly Student[];
  readonly attempts: readonly Attempt[];
  readonly gradings: readonly Grading[];
}

/** How many of those whose grading is bad hand in once more, where they may. */
const TRIES_AGAIN = 0.1;
const BAD = 0.5;
/** Days after the deadline on which the matter is closed. */
const CLOSED_AFTER = 21;

/** What a team does that was graded badly and hands in once more, and the grading of that; undefined for all others. */
export function resubmission(
  random: Stream,
  { of, task, team, attempts, gradings }: Graded,
): { readonly attempts: readonly Attempt[]; readonly grading: Grading } | undefined {
  const [first, second] = gradings;
  const last = attempts.at(-1);
  if (!first || second || !last || first.grade >= BAD || !random.chance(TRIES_AGAIN)) return undefined;
  const count = random.integer(1, 3);
  const { maxTestRuns, maxSubmissions } = task.content;
  const left = (maxSubmissions ?? 1) - attempts.filter(({ submit }) => submit).length;
  if (left < 1 || attempts.length + count > (maxTestRuns ?? 0)) return undefined;
  if (first.at > after(task.deadline, CLOSED_AFTER * DAY)) return undefined;
  const by = team[random.integer(0, team.length - 1)] as Student;
  const passed = last.passed.map((did) => random.chance(0.6) || did);
  let at = of.calendar.study.after(first.at, 4 + 60 * random.unit());
  const made = Array.from({ length: count }, (_, a): Attempt => {
    at = after(at, random.integer(4 * 60, 25 * 60) * SECOND);
    const isLast = a === count - 1;
    return { at, by, outcome: 'tested', passed: isLast ? passed : last.passed, submit: isLast };
  });
  if (by.leaves !== undefined && by.leaves <= at) return undefined;
  const better = passed.filter((did) => did).length / Math.max(1, passed.length) - scoreOf(last);
  const graded = of.calendar.office.after(at, OFFICE_DAY * (0.3 + 3 * random.unit()));
  // It counts less than it would have at once.
  const grade = stepped(first.grade + 0.1 + 0.3 * Math.max(0, better));
  return { attempts: made, grading: { at: graded, by: first.by, grade } };
}
