import type { CourseMember } from '../../entities/course/members.ts';
import type { User } from '../../entities/course/people.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { accountProviders } from '../../factories/course/words/access.ts';
import { studentBios, studyProgrammes, teacherBios } from '../../factories/course/words/people.ts';
import { after, DAY } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';

export type UserRow = RowOf<User>;

/** A student of a course. */
export interface Student {
  readonly user: UserRow;
  readonly member: RowOf<CourseMember>;
}

const [campusLogin, , , codeHosting] = accountProviders;

/** A person who signs in by the campus login: user, account, profile and, for most, a session. */
function person(scope: Scope, n: number, joined: Date, bio: string): UserRow {
  const user = scope.add(make.user, n, { createdAt: joined });
  scope.add(make.account, n, {
    user,
    createdAt: joined,
    provider: campusLogin.provider,
    type: campusLogin.type,
  });
  scope.add(make.profile, n, { user, createdAt: joined, bio });
  if (scope.random(`session ${n}`).chance(0.7)) scope.add(make.session, n, { user });
  return user;
}

/** Adds somebody who teaches, as the n-th person of the dataset. */
export function addTeacher(scope: Scope, n: number, joined: Date): UserRow {
  return person(scope, n, joined, scope.random(`bio ${n}`).pick(teacherBios));
}

/** Adds a student, as the n-th person of the dataset. */
export function addStudent(scope: Scope, n: number, joined: Date): UserRow {
  const random = scope.random(`student ${n}`);
  const user = person(scope, n, joined, random.pick(studentBios));
  const programme = random.pick(studyProgrammes);
  scope.add(make.studentProfile, n, { user, createdAt: joined, properties: { programme } });
  // A second account, for code: a number of its own keeps it apart from the person's first.
  if (random.chance(0.5)) {
    const linked = after(joined, random.integer(1, 20) * DAY);
    scope.below('code', 0).add(make.account, n, { user, createdAt: linked, ...codeHosting });
  }
  return user;
}
