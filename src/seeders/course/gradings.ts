import { after, DAY } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import { lognormal, normal } from '../latent.ts';
import { type Attempt, scoreOf } from './attempts.ts';
import type { Class } from './class.ts';
import type { Task } from './syllabus.ts';
import type { UserRow } from './user.ts';

/** What a grader said of a submission. */
export interface Grading {
  readonly at: Date;
  readonly by: UserRow;
  /** From 0 to 1, in steps of a twentieth. */
  readonly grade: number;
}

interface HandedIn {
  readonly task: Task;
  readonly ability: number;
  readonly attempts: readonly Attempt[];
  readonly extension: { readonly until: Date } | undefined;
}

/** How many hours of its own an office day has. */
export const OFFICE_DAY = 32.5;
/** After so long, who handed in asks for it. */
const MOST_DAYS = 30;
/** Of a day after the deadline, and at most. */
const PENALTY = 0.04;
const MOST_PENALTY = 0.15;

/**
 * The gradings of what was handed in: the tests count for a half, and what graders see in the program itself for the
 * rest. A few are complained about and graded again.
 */
export function gradingsOf(
  random: Stream,
  of: Class,
  { task, ability, attempts, extension }: HandedIn,
): Grading[] {
  const handedIn = attempts.findLast(({ submit }) => submit);
  if (task.quiz || handedIn === undefined) return [];
  const { calendar, assistants, habits } = of;
  const grader = random.integer(0, assistants.length - 1);
  const by = assistants[grader] as UserRow;
  // Where there are several, one has more to do than there is time for.
  const days = habits.gradingDays * (grader === 1 ? 3 : 1);
  const from = new Date(Math.max(handedIn.at.getTime(), task.deadline.getTime()));
  const at = calendar.office.after(
    from,
    OFFICE_DAY * Math.min(MOST_DAYS, 0.2 + lognormal(random, days, 0.5)),
  );
  const style = 0.7 + 0.15 * ability + 0.12 * normal(random);
  const due = extension?.until ?? task.deadline;
  const daysLate = Math.ceil(Math.max(0, handedIn.at.getTime() - due.getTime()) / DAY);
  const penalty = Math.min(MOST_PENALTY, PENALTY * daysLate);
  const first = { at, by, grade: stepped(0.36 * scoreOf(handedIn) + 0.64 * Math.min(1, style) - penalty) };
  if (first.grade > 0.85 || !random.chance(0.04)) return [first];
  const again = calendar.office.after(after(at, DAY), OFFICE_DAY * (0.5 + 4 * random.unit()));
  return [first, { at: again, by, grade: stepped(first.grade + 0.05 * random.integer(1, 3)) }];
}

export const stepped = (grade: number): number => Math.round(20 * Math.min(1, Math.max(0, grade))) / 20;
