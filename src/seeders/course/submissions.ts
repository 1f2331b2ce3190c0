import * as make from '../../factories/course/index.ts';
import { resultStatus } from '../../factories/course/result-status.ts';
import { after, SECOND } from '../../random/clock.ts';
import { permute } from '../../random/permutation.ts';
import type { Scope } from '../scope.ts';
import { type Attempt, hasReport, scoreOf } from './attempts.ts';
import { changed } from './changed.ts';
import type { Class } from './class.ts';
import type { Grading } from './gradings.ts';
import { type History, historyOf } from './history.ts';
import type { Student } from './members.ts';
import { remark } from './remarks.ts';
import type { Task } from './syllabus.ts';
import { reportOf } from './test-report.ts';

/** The histories of all teams of a class at its t-th task of a week, as they are from anywhere. */
export function historiesOf(of: Class, task: Task, t: number, students: readonly Student[]): History[] {
  const place = of.place.below('week', task.week).below('task', t);
  const made: History[] = [];
  for (const [n, team] of teams(place, students, task.content.maxGroupSize ?? 1).entries()) {
    const below = place.below('team', n);
    const random = below.random('twin');
    const other = !task.quiz && n > 0 && random.chance(COPIES) ? made[random.integer(0, n - 1)] : undefined;
    made.push(historyOf(below, of, task, team, other));
  }
  return made;
}

/** How many teams hand in what another one did. */
const COPIES = 0.008;

/** The students in teams of the given size, other teams for other tasks. */
function teams(place: Scope, students: readonly Student[], size: number): Student[][] {
  const made: Student[][] = [];
  for (const i of students.keys()) {
    const student = students[size === 1 ? i : permute(place.address.key, students.length, i)];
    if (student === undefined) continue;
    const last = made.at(-1);
    if (last && last.length < size) last.push(student);
    else made.push([student]);
  }
  return made;
}

/** Adds what a team did at a task until now: its group with the members, its runs, and what graders said. */
export function addHistory(scope: Scope, task: Task, history: History): void {
  const { team, createdAt, attempts, failures, extension, gradings } = history;
  if (createdAt > scope.now) return;
  const graded = gradings.filter(({ at }) => at <= scope.now);
  const granted = extension && extension.at <= scope.now ? extension : undefined;
  const last = graded.at(-1);
  const createdBy = team.length > 1 ? (team[0]?.user.id ?? null) : null;
  const courseSubmissionGroup = scope.add(make.courseSubmissionGroup, 0, {
    courseContent: task.content,
    createdAt,
    // A team is made by one of its members, and the platform makes one for who works alone.
    createdBy,
    updatedAt: last?.at ?? granted?.at ?? createdAt,
    version: graded.length + (granted ? 1 : 0),
    ...(last && { grading: last.grade, status: statusOf(last.grade), updatedBy: last.by.id }),
    details: {
      ...(granted && { extension: granted.until.toISOString() }),
      ...(last && { feedback: remark(scope.random('remark', graded.length - 1), task, history, last) }),
    },
  });
  for (const [m, { member }] of team.entries()) {
    scope.add(make.courseSubmissionGroupMember, m, {
      courseSubmissionGroup,
      courseMember: member,
      createdAt,
      createdBy,
      ...(m === 0 || !graded[0] ? {} : ownGrading(scope, m, graded[0])),
    });
  }
  for (const [a, attempt] of attempts.entries()) {
    if (attempt.at > scope.now) break;
    scope.add(make.result, a, {
      courseMember: attempt.by.member,
      courseSubmissionGroup,
      courseContent: task.content,
      executionBackend: task.backend,
      createdAt: attempt.at,
      createdBy: attempt.by.user.id,
      submit: attempt.submit,
      ...runOf(scope, a, task, attempt, failures),
    });
  }
}

/** What the m-th of a team got that the others did not, which is rare. */
function ownGrading(scope: Scope, m: number, { at, by, grade }: Grading) {
  const random = scope.random('own', m);
  if (!random.chance(0.03)) return {};
  return changed(scope.now, at, {
    grading: Math.max(0, Math.round(20 * grade - random.integer(2, 6)) / 20),
    updatedBy: by.id,
    properties: { reason: 'Did less than the others, as all of them say.' },
  });
}

type Run = Pick<
  Parameters<typeof make.result.row>[1],
  'updatedAt' | 'version' | 'status' | 'result' | 'resultJson'
>;

/** Seconds after which a run is stopped. */
const TIME_LIMIT = 60;

/** What the test system has said of a run by now: it waits for some seconds, and runs for some. */
function runOf(scope: Scope, a: number, task: Task, attempt: Attempt, failures: readonly string[]): Run {
  const random = scope.random('run', a);
  const { finished, failed, cancelled, scheduled, pending, running, crashed, paused, cancelling } =
    resultStatus;
  const begun = after(attempt.at, random.integer(2, 40) * SECOND);
  const seconds = attempt.outcome === 'timedOut' ? TIME_LIMIT + 1 : random.integer(3, TIME_LIMIT);
  const ended = after(begun, seconds * SECOND);
  if (attempt.outcome === 'forgotten') {
    const status = random.pick([scheduled, pending, running, paused, cancelling]);
    return {
      status,
      result: 0,
      updatedAt: begun <= scope.now ? begun : attempt.at,
      version: begun <= scope.now ? 1 : 0,
    };
  }
  if (begun > scope.now) return { status: random.chance(0.5) ? scheduled : pending, result: 0 };
  if (ended > scope.now) return { status: running, result: 0, updatedAt: begun, version: 1 };
  const over = { updatedAt: ended, version: 2 };
  if (hasReport(attempt.outcome)) {
    const resultJson = reportOf(scope, a, task, attempt, failures);
    const status = attempt.outcome === 'timedOut' ? failed : finished;
    return { ...over, status, result: scoreOf(attempt), resultJson };
  }
  return { ...over, status: { failed, crashed, cancelled }[attempt.outcome], result: 0 };
}

/** What the platform calls a submission of that grading. */
const statusOf = (grading: number): string =>
  grading >= 0.9 ? 'corrected' : grading >= 0.5 ? 'improvement_possible' : 'correction_necessary';
