import { z } from 'zod';
import type { DueTime } from './calendar.ts';

/** What makes one course different from another; docs/behaviour.md says what each is taken from. */
export interface Habits {
  /** Assignments a week: the second one is for teams; of a single one, every third is. */
  readonly assignments: 1 | 2;
  /** Questions in the forum a week. */
  readonly questions: number;
  /** The share (0 to 1) of students who read the forum. */
  readonly reading: number;
  /** The share (0 to 1) of students who withdraw until the end of the term. */
  readonly dropout: number;
  /** How strong procrastination is: 1 as observed, 0 where all begin when they could. */
  readonly procrastination: number;
  /** The share (0 to 1) of work that is handed in late. */
  readonly lateness: number;
  /** How many days of work a grading takes after it could be done, in the middle. */
  readonly gradingDays: number;
  readonly due: DueTime;
}

/** What scenarios take of the model; the shares are of a whole term. */
export const habitParameters = {
  dropout: z.number().min(0).max(0.5).default(0.15).describe('share of students who withdraw'),
  procrastination: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('1: as observed; 0: people begin whenever they could'),
  lateness: z.number().min(0).max(0.5).default(0.14).describe('share of work that is handed in late'),
  forum: z
    .number()
    .min(0)
    .max(5)
    .default(1)
    .describe('how much is asked in the forum, as a multiple of the usual'),
  gradingDays: z.number().min(1).max(20).default(4).describe('days of work until a submission is graded'),
};

/** The parameters of the model, as they are given. */
export type HabitChoice = {
  readonly [name in keyof typeof habitParameters]: z.output<(typeof habitParameters)[name]>;
};

/** The habits of a course, whose questions a week are those of a usual one. */
export const habitsOf = (
  { dropout, procrastination, lateness, forum, gradingDays }: HabitChoice,
  course: Pick<Habits, 'assignments' | 'questions' | 'reading' | 'due'>,
): Habits => ({
  ...course,
  dropout,
  procrastination,
  lateness,
  gradingDays,
  questions: Math.round(forum * course.questions),
});
