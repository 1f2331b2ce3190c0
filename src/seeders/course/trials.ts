import type { CourseMember } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { resultStatus } from '../../factories/course/result-status.ts';
import { after, MINUTE, SECOND } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';
import { changed } from './changed.ts';
import type { Task } from './syllabus.ts';
import { reportOf } from './test-report.ts';
import type { UserRow } from './user.ts';

interface Trials {
  readonly lecturer: UserRow;
  readonly member: RowOf<CourseMember>;
  readonly tasks: readonly Task[];
  readonly at: Date;
}

/** Adds runs of the model solutions of some tasks by the lecturer, of no team; the first one fails, and is repeated. */
export function addTrials(scope: Scope, { lecturer, member, tasks, at }: Trials): void {
  if (tasks.length === 0 || at > scope.now) return;
  const end = after(at, (3 * tasks.length + 9) * MINUTE);
  const isOver = end <= scope.now;
  scope.add(make.session, 0, {
    user: lecturer,
    createdAt: after(at, -4 * MINUTE),
    logoutTime: isOver ? end : null,
    ...(isOver && { updatedAt: end, version: 1 }),
  });
  for (const [n, task] of [...tasks.slice(0, 1), ...tasks].entries()) {
    const createdAt = after(at, 3 * n * MINUTE + scope.random('trial', n).integer(1, 90) * SECOND);
    if (createdAt > scope.now) return;
    const outcome =
      n === 0
        ? { status: resultStatus.failed }
        : { status: resultStatus.finished, result: 1, resultJson: reportOf(scope, n, task, right(task), []) };
    scope.add(make.result, n, {
      courseMember: member,
      courseSubmissionGroup: null,
      courseContent: task.content,
      executionBackend: task.backend,
      createdAt,
      createdBy: lecturer.id,
      submit: false,
      status: resultStatus.running,
      result: 0,
      properties: { trial: true },
      ...changed(scope.now, after(createdAt, 20 * SECOND), outcome),
    });
  }
}

const right = ({ tests }: Task) => ({ outcome: 'tested', passed: tests.map(() => true) }) as const;
