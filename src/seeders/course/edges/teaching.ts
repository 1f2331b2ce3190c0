import { lookups } from '../../../entities/course/lookups.ts';
import type { CourseGroup, CourseMember } from '../../../entities/course/members.ts';
import { CourseRole } from '../../../entities/course/members.ts';
import type { RowOf } from '../../../entities/row.ts';
import * as make from '../../../factories/course/index.ts';
import { resultStatus } from '../../../factories/course/result-status.ts';
import { after, DAY, MINUTE } from '../../../random/clock.ts';
import type { Scope } from '../../scope.ts';
import type { UserRow } from '../user.ts';
import { signed } from './audit.ts';
import type { Catalog } from './catalog.ts';
import type { Tasks } from './contents.ts';
import type { Crowd } from './people.ts';
import { document, longest, mixed, pitfalls } from './texts.ts';

export interface Members {
  readonly courseGroup: RowOf<CourseGroup>;
  readonly students: readonly RowOf<CourseMember>[];
}

/** Adds members in each role, and groups of which most are empty. */
export function addMembers(scope: Scope, { course }: Catalog, { author, ...crowd }: Crowd): Members {
  const written = signed(author, scope.now);
  const texts = { title: longest(255, mixed), description: longest(4_096, mixed) };
  const role = scope.add(make.courseRole, 0, { ...texts, id: longest(255, 'role in a course ') });
  scope.add(make.courseRole, 1, { id: '', title: null, description: null });

  const courseGroup = scope.add(make.courseGroup, 0, { ...written, ...texts, course });
  scope.add(make.courseGroup, 1, { course, title: null, description: null });
  for (const [n, title] of pitfalls.entries()) scope.add(make.courseGroup, 2 + n, { course, title });

  scope.add(make.courseMember, 0, { ...written, course, user: crowd.longest, courseRole: role, courseGroup });
  const others = lookups.flatMap(({ entity, rows }) =>
    entity === CourseRole ? rows.map(({ id }) => String(id)).filter((id) => id !== '_student') : [],
  );
  const [first, second, third, ...rest] = crowd.named;
  if (!first || !second || !third) throw new RangeError('there are many people');
  const staff: readonly UserRow[] = [author, crowd.nameless, first];
  for (const [n, courseRole] of others.entries()) {
    const user = staff[n];
    const place = { course, courseRole, courseGroup: null, properties: null };
    if (user) scope.add(make.courseMember, 1 + n, { ...place, user });
  }
  const students = [second, third, ...rest].map((user, n) =>
    scope.add(make.courseMember, 100 + n, {
      course,
      user,
      courseGroup,
      createdAt: after(scope.now, -3 * DAY),
    }),
  );
  return { courseGroup, students };
}

/** Adds submissions with the best, the worst and no grading, and a result in each state. */
export function addEdgesOfSubmissions(
  scope: Scope,
  { limited, free }: Tasks,
  { students }: Members,
  { backends }: Catalog,
  { author }: Crowd,
): void {
  const written = signed(author, scope.now);
  const createdAt = after(scope.now, -2 * DAY);
  const [one, two, three, four, five] = students;
  if (!one || !two || !three || !four || !five) throw new RangeError('there are many students');

  // A team of as many as may be, of whom one has tried as often as one may.
  const team = scope.add(make.courseSubmissionGroup, 0, {
    ...written,
    courseContent: limited,
    status: longest(2_048, mixed),
    grading: 1,
  });
  for (const [n, courseMember] of [one, two, three].entries()) {
    scope.add(make.courseSubmissionGroupMember, n, {
      ...(n === 0 && written),
      courseSubmissionGroup: team,
      courseMember,
      grading: n === 2 ? null : n,
    });
  }
  const attempt = {
    courseMember: one,
    courseSubmissionGroup: team,
    courseContent: limited,
    executionBackend: backends[0],
  };
  scope.add(make.result, 0, {
    ...attempt,
    ...written,
    submit: true,
    result: 1,
    resultJson: document,
    testSystemId: longest(255, mixed),
    // Three columns of an index, which takes 2,704 bytes: of one byte each.
    versionIdentifier: longest(2_048, '0123456789abcdef'),
  });
  scope.add(make.result, 1, { ...attempt, createdAt: after(createdAt, MINUTE), result: 0 });

  // Alone: with the worst grading, and with none at all.
  for (const [n, courseMember] of [four, five].entries()) {
    const group = scope.add(make.courseSubmissionGroup, 1 + n, {
      courseContent: free,
      createdAt,
      properties: null,
      grading: n === 0 ? 0 : null,
    });
    scope.add(make.courseSubmissionGroupMember, 10 + n, { courseSubmissionGroup: group, courseMember });
  }
  // Without a group, and in each state.
  for (const status of Object.values(resultStatus)) {
    scope.add(make.result, 10 + status, {
      courseMember: four,
      courseSubmissionGroup: null,
      courseContent: free,
      executionBackend: backends[1],
      createdAt: after(createdAt, status),
      status,
      result: status === resultStatus.finished ? 1 / 3 : 0,
      testSystemId: `${status}`,
      versionIdentifier: `${status}`,
    });
  }
}
