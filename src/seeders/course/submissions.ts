import * as make from '../../factories/course/index.ts';
import { gradings } from '../../factories/course/words/gradings.ts';
import { after, DAY, HOUR } from '../../random/clock.ts';
import { permute } from '../../random/permutation.ts';
import type { Stream } from '../../random/stream.ts';
import type { Scope } from '../scope.ts';
import { brokenStatus, improvingScores, testReport, waitingRun } from './attempts.ts';
import type { Calendar } from './calendar.ts';
import { officeHours, studyHours } from './hours.ts';
import type { Student } from './members.ts';
import type { UserRow } from './people.ts';
import type { Task } from './syllabus.ts';

interface Week {
  /** The users who grade. */
  readonly graders: readonly UserRow[];
  readonly calendar: Calendar;
}

/**
 * Adds what a class handed in for one task: submission groups with their members, attempts whose
 * results improve, a few of them late, and gradings as far as the graders have come.
 */
export function addSubmissions(
  scope: Scope,
  task: Task,
  students: readonly Student[],
  graders: readonly UserRow[],
  calendar: Calendar,
): void {
  for (const [t, team] of teams(scope, students, task.content.maxGroupSize ?? 1).entries()) {
    addTeam(scope.below('team', t), task, team, { graders, calendar });
  }
}

/** The students in teams of the given size, other teams for other tasks. */
function teams(scope: Scope, students: readonly Student[], size: number): Student[][] {
  const made: Student[][] = [];
  for (const i of students.keys()) {
    const student = students[size === 1 ? i : permute(scope.address.key, students.length, i)];
    if (student === undefined) continue;
    const last = made.at(-1);
    if (last && last.length < size) last.push(student);
    else made.push([student]);
  }
  return made;
}

function addTeam(scope: Scope, task: Task, team: readonly Student[], { graders, calendar }: Week): void {
  const random = scope.random('week');
  const opened = calendar.week(task.week);
  const createdAt = studyHours.between(opened, after(opened, DAY), random.unit());
  if (createdAt > calendar.at) return;
  const talent = team.reduce((sum, student) => sum + student.talent, 0) / team.length;
  const moments = attemptsAt(random, task, createdAt, talent, calendar);
  const isOver = calendar.deadline(task.week) < calendar.at;
  // Most pass, few have everything, and a good student is so again and again.
  const skill = Math.min(1, 0.1 + (0.6 * talent + 0.4 * random.unit()) ** 0.6) * (isOver ? 1 : 0.7);
  const scores = improvingScores(moments.length, skill, task.checks.names.length);

  const final = scores.at(-1);
  const gradable = after(calendar.deadline(task.week), LATEST);
  const gradedAt = officeHours.between(gradable, after(gradable, 4 * DAY), random.unit());
  const isGraded = final !== undefined && !task.quiz && gradedAt < calendar.at;
  const grading = isGraded ? final.passed / final.total : null;
  const courseSubmissionGroup = scope.add(make.courseSubmissionGroup, 0, {
    courseContent: task.content,
    createdAt,
    ...(grading !== null && {
      grading,
      status: statusOf(grading),
      details: { feedback: remark(scope, grading) },
      updatedAt: gradedAt,
      updatedBy: random.pick(graders).id,
    }),
  });
  for (const [m, { member }] of team.entries()) {
    scope.add(make.courseSubmissionGroupMember, m, {
      courseSubmissionGroup,
      courseMember: member,
      createdAt,
    });
  }

  const add = (a: number, run: Run): void => {
    // The members of a team take turns. A team is never empty.
    const courseMember = (team[a % team.length] as Student).member;
    scope.add(make.result, a, {
      courseMember,
      courseSubmissionGroup,
      courseContent: task.content,
      executionBackend: task.backend,
      createdBy: courseMember.user,
      ...run,
    });
  };
  for (const [a, score] of scores.entries()) {
    const moment = moments[a] ?? createdAt;
    const isLast = a === scores.length - 1;
    const broken = isLast ? undefined : brokenStatus(scope.random('run', a));
    if (broken !== undefined) add(a, { createdAt: moment, submit: false, status: broken, result: 0 });
    else {
      const resultJson = testReport(scope, a, score, task.checks);
      add(a, { createdAt: moment, submit: isLast, result: score.passed / score.total, resultJson });
    }
  }
  if (isOver || task.quiz || scores.length === 0) return;
  const waiting = waitingRun(scope.random('waiting'), calendar.at);
  const latest = moments.at(-1) ?? createdAt;
  if (waiting && latest < waiting.createdAt) add(scores.length, { ...waiting, submit: false, result: 0 });
}

/** One run of the tests. */
type Run = Pick<
  Parameters<typeof make.result.row>[1],
  'createdAt' | 'submit' | 'status' | 'result' | 'resultJson'
>;

/** How long after its deadline something may still be handed in. */
const LATEST = 28 * HOUR;

/** When a team tries, no two at one moment; not at all where it has not begun, or never does. */
function attemptsAt(random: Stream, task: Task, createdAt: Date, talent: number, calendar: Calendar): Date[] {
  const deadline = calendar.deadline(task.week);
  const isOver = deadline < calendar.at;
  const end = calendar.past(deadline);
  // While a week is running part of the class has not begun.
  const isBegun = random.chance(isOver ? 0.88 + 0.12 * talent : 0.6);
  const count = task.quiz ? random.integer(1, 2) : random.integer(2, isOver ? 5 : 3);
  const isLate = isOver && random.chance(0.07);
  const begin = 0.5 * random.unit();
  if (!isBegun || studyHours.within(createdAt, end) < 3 * HOUR) return [];
  return Array.from({ length: count }, (_, a) => {
    // Each attempt has a stretch of the time to itself.
    const place = (a + 0.1 + 0.8 * random.unit()) / count;
    if (!isLate || a < count - 1) return studyHours.between(createdAt, end, begin + (1 - begin) * place);
    return studyHours.between(deadline, calendar.past(after(deadline, LATEST)), place);
  });
}

/** What the platform calls a submission of that grading. */
const statusOf = (grading: number): string =>
  grading >= 0.9 ? 'corrected' : grading >= 0.5 ? 'improvement_possible' : 'correction_necessary';

/** What the grader writes below a submission. */
function remark(scope: Scope, grading: number): string {
  const band = gradings.find(({ atLeast }) => grading >= atLeast) ?? gradings[gradings.length - 1];
  return scope.random('remark').pick<string>(band?.remarks ?? ['']);
}
