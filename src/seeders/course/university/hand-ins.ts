import type { ExecutionBackend } from '../../../entities/course/catalog.ts';
import type { CourseMember } from '../../../entities/course/members.ts';
import type { User } from '../../../entities/course/people.ts';
import type { RowOf } from '../../../entities/row.ts';
import * as make from '../../../factories/course/index.ts';
import { after, HOUR, MINUTE, SECOND } from '../../../random/clock.ts';
import type { Stream } from '../../../random/stream.ts';
import { normal } from '../../latent.ts';
import { afterOfficeTime } from '../../office-hours.ts';
import type { Scope } from '../../scope.ts';
import type { Calendar } from '../calendar.ts';
import { gradingTime, type Moments, momentAt, ofDays, pause, shareOf, untilDeadline } from './activity.ts';
import type { Traits } from './people.ts';
import type { Task } from './tasks.ts';

/** Later ones hand in late. */
const PUNCTUAL = 1.4;
/** Hours after a deadline in which work is still taken; grading begins afterwards. */
const GRACE = 48;

export interface Student {
  readonly member: RowOf<CourseMember>;
  readonly traits: Traits;
}

/** A grader, and how long they take against others. */
export interface Grader {
  readonly user: RowOf<User>;
  readonly slowness: number;
}

/** When work is done in the weeks of a course. */
export interface Hours {
  readonly before: Moments;
  readonly late: Moments;
}

/** @param closes hours from Monday to the deadline; work begins on Monday morning */
export const hoursOf = (closes: number): Hours => ({
  before: untilDeadline(8, closes),
  late: ofDays(closes, closes + GRACE),
});

interface Course {
  readonly students: readonly Student[];
  readonly graders: readonly Grader[];
  readonly backend: RowOf<ExecutionBackend>;
  readonly hours: Hours;
  readonly calendar: Calendar;
  /** Of each student on average. */
  readonly attempts: number;
}

/** Adds what the students of a course hand in for a task, each alone; the last attempt is the one that counts. */
export function addHandIns(
  scope: Scope,
  task: Task,
  { students, graders, attempts, ...course }: Course,
): void {
  const { content, week, deadline } = task;
  const { backend, hours, calendar } = course;
  const monday = calendar.week(week);
  const lastCall = after(deadline, GRACE * HOUR);
  const grading = graders.map(({ slowness }, g) => {
    const random = scope.random('grading', g);
    const begun = afterOfficeTime(lastCall, random.integer(MINUTE, 6 * HOUR));
    return { random, slowness, at: begun };
  });
  const counts = attemptsOf(scope.random('attempts'), students, attempts);
  let runs = 0;
  for (const [s, student] of students.entries()) {
    const random = scope.random('hand-in', s);
    const count = counts[s] ?? attempts;
    const { ability, earliness } = student.traits;
    const skill = 0.75 * ability + 0.65 * normal(random);
    const final = score(0.84 + 0.28 * skill - 0.09 * task.difficulty);
    const delay = 0.8 * normal(random) - 0.6 * earliness;
    const first = after(
      monday,
      delay > PUNCTUAL
        ? momentAt(hours.late, Math.min(0.95, (delay - PUNCTUAL) / 1.5))
        : momentAt(hours.before, shareOf(delay)),
    );
    const createdAt = after(first, -random.integer(SECOND, 40 * MINUTE));
    const work = grading[s % grading.length];
    if (work && count > 0) work.at = afterOfficeTime(work.at, gradingTime(work.random) * work.slowness);
    const isGraded = work && count > 0 && work.at <= calendar.now;
    const group = scope.add(make.courseSubmissionGroup, s, {
      courseContent: content,
      createdAt,
      ...(isGraded && {
        version: 1,
        updatedAt: work.at,
        updatedBy: graders[s % graders.length]?.user.id ?? null,
        grading: score(0.3 + 0.5 * final + 0.05 * ability + 0.06 * normal(random)),
      }),
    });
    const { member } = student;
    scope.add(make.courseSubmissionGroupMember, s, {
      courseSubmissionGroup: group,
      courseMember: member,
      createdAt,
    });
    let time = first;
    for (let a = 0; a < count; a++) {
      if (a > 0) time = next(random, time, lastCall);
      scope.add(make.result, runs++, {
        courseMember: member,
        courseSubmissionGroup: group,
        courseContent: content,
        executionBackend: backend,
        createdAt: time,
        createdBy: member.user,
        submit: a === count - 1,
        result: a === count - 1 ? final : score(final * ((a + 1) / count) - 0.1 + (random.word() & 3) / 20),
      });
    }
  }
}

/** A share of the points, in twentieths. */
const score = (value: number): number => Math.round(20 * Math.min(1, Math.max(0, value))) / 20;

/** The moment of the next attempt: in the last minutes of the grace where it would be later. */
function next(random: Stream, time: Date, lastCall: Date): Date {
  const wanted = after(time, pause(random));
  return wanted < lastCall ? wanted : after(time, 20 * SECOND + (random.word() & 0xffff));
}

/**
 * How often each student tries. Two neighbours share twice the average, unevenly, so that all can be counted without
 * making them: of the one who does more, the weaker more likely.
 */
function attemptsOf(random: Stream, students: readonly Student[], average: number): number[] {
  const counts = students.map(() => average);
  for (let s = 0; s + 1 < students.length; s += 2) {
    let shift = 0;
    while (shift < average && random.chance(shift === average - 1 ? 0.3 : 0.4 + 0.04 * average)) shift++;
    const ahead = abilityOf(students[s]) - abilityOf(students[s + 1]) + normal(random) > 0;
    // Who gives up without trying is the weaker; else who is ahead needs fewer attempts.
    const firstHasFewer = shift === average ? !ahead : ahead;
    counts[s] = average + (firstHasFewer ? -shift : shift);
    counts[s + 1] = average + (firstHasFewer ? shift : -shift);
  }
  return counts;
}

const abilityOf = (student: Student | undefined): number => student?.traits.ability ?? 0;
