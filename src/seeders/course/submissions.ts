import type { CourseMember } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { gradings } from '../../factories/course/words/gradings.ts';
import { after, DAY, HOUR } from '../../random/clock.ts';
import { permute } from '../../random/permutation.ts';
import type { Scope } from '../scope.ts';
import { improvingScores, testReport } from './attempts.ts';
import type { Calendar } from './calendar.ts';
import type { UserRow } from './people.ts';
import type { Task } from './syllabus.ts';

type Member = RowOf<CourseMember>;

interface Week {
  readonly opened: Date;
  readonly deadline: Date;
  readonly over: boolean;
  /** The users who grade. */
  readonly graders: readonly UserRow[];
  readonly calendar: Calendar;
}

/**
 * Adds what a class handed in for one task: submission groups with their members, attempts whose
 * results improve, and a grading where the week is over.
 */
export function addSubmissions(
  scope: Scope,
  task: Task,
  students: readonly Member[],
  graders: readonly UserRow[],
  calendar: Calendar,
): void {
  const opened = calendar.week(task.week);
  const deadline = after(opened, 6 * DAY + 20 * HOUR);
  const week = { opened, deadline, over: deadline < calendar.at, graders, calendar };
  for (const [t, team] of teams(scope, students, task.content.maxGroupSize ?? 1).entries()) {
    addTeam(scope.below('team', t), task, team, week);
  }
}

/** The students in teams of the given size, other teams for other tasks. */
function teams(scope: Scope, students: readonly Member[], size: number): Member[][] {
  const made: Member[][] = [];
  for (const i of students.keys()) {
    const member = students[size === 1 ? i : permute(scope.address.key, students.length, i)];
    if (member === undefined) continue;
    const last = made.at(-1);
    if (last && last.length < size) last.push(member);
    else made.push([member]);
  }
  return made;
}

function addTeam(scope: Scope, task: Task, team: readonly Member[], week: Week): void {
  const { opened, deadline, over, graders, calendar } = week;
  const random = scope.random('week');
  const createdAt = calendar.past(after(opened, random.integer(0, 8) * HOUR));
  const end = calendar.past(deadline);
  const hours = (end.getTime() - createdAt.getTime()) / HOUR;
  // While a week is running part of the class has not begun; a few never do.
  const begun = random.chance(over ? 0.94 : 0.6) && hours > 6;
  const attempts = begun ? (task.quiz ? random.integer(1, 2) : random.integer(2, over ? 5 : 3)) : 0;
  const skill = (0.4 + 0.6 * Math.sqrt(random.unit())) * (over ? 1 : 0.7);
  const scores = improvingScores(attempts, skill, task.checks.names.length);

  const final = scores.at(-1);
  const grading = over && !task.quiz && final ? final.passed / final.total : null;
  const gradedAt = calendar.past(after(deadline, random.integer(1, 96) * HOUR));
  const courseSubmissionGroup = scope.add(make.courseSubmissionGroup, 0, {
    courseContent: task.content,
    createdAt,
    ...(grading !== null && {
      grading,
      status: remark(scope, grading),
      updatedAt: gradedAt,
      updatedBy: random.pick(graders).id,
    }),
  });
  for (const [m, courseMember] of team.entries()) {
    scope.add(make.courseSubmissionGroupMember, m, { courseSubmissionGroup, courseMember, createdAt });
  }

  for (const [a, score] of scores.entries()) {
    // The members of a team take turns. A team is never empty.
    const courseMember = team[a % team.length] as Member;
    // Each attempt has a stretch of the week to itself, so that no two share a moment.
    const place = (a + 0.1 + 0.8 * random.unit()) / scores.length;
    scope.add(make.result, a, {
      courseMember,
      courseSubmissionGroup,
      courseContent: task.content,
      executionBackend: task.backend,
      createdAt: after(createdAt, Math.round(hours * HOUR * place)),
      createdBy: courseMember.user,
      submit: a === scores.length - 1,
      result: score.passed / score.total,
      resultJson: testReport(scope, a, score, task.checks),
    });
  }
}

/** What the grader writes below a submission. */
function remark(scope: Scope, grading: number): string {
  const band = gradings.find(({ atLeast }) => grading >= atLeast) ?? gradings[gradings.length - 1];
  return scope.random('remark').pick<string>(band?.remarks ?? ['']);
}
