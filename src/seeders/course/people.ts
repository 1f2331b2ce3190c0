import type { User } from '../../entities/course/people.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { accountProviders } from '../../factories/course/words/access.ts';
import { studentBios, studyProgrammes, teacherBios } from '../../factories/course/words/people.ts';
import { nth } from '../../factories/nth.ts';
import { after, DAY } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';
import { officeHours, studyHours } from './hours.ts';

export type UserRow = RowOf<User>;

const campusLogin = nth(accountProviders, 0);
const codeHosting = nth(accountProviders, 2);

/** A person who signs in by the campus login or the code hosting: user, accounts, profile and, for most, a session. */
function person(scope: Scope, n: number, joining: Date, bio: string): UserRow {
  const random = scope.random('joining', n);
  const createdAt = officeHours.between(joining, after(joining, 4 * DAY), random.unit());
  const user = scope.add(make.user, n, { createdAt });
  const { provider, type } = campusLogin;
  scope.add(make.account, n, { user, createdAt, provider, type });
  // The one by which the platform knows who hands in: a number of its own keeps it apart from the first.
  const providerAccountId = user.username ?? user.id;
  scope.below('code', 0).add(make.account, n, { user, createdAt, ...codeHosting, providerAccountId });
  scope.add(make.profile, n, { user, createdAt, bio });
  if (random.chance(0.7)) {
    const first = new Date(Math.max(createdAt.getTime(), after(scope.now, -20 * DAY).getTime()));
    const began = studyHours.between(first, scope.now, random.unit());
    scope.add(make.session, n, { user, createdAt: began });
  }
  return user;
}

/** Adds a teacher, as the n-th person of the dataset, within four days from `joining`. */
export function addTeacher(scope: Scope, n: number, joining: Date): UserRow {
  return person(scope, n, joining, scope.random('bio', n).pick(teacherBios));
}

/** Adds a student, as the n-th person of the dataset, within four days from `joining`. */
export function addStudent(scope: Scope, n: number, joining: Date): UserRow {
  const random = scope.random('student', n);
  const user = person(scope, n, joining, random.pick(studentBios));
  const { createdAt } = user;
  const programme = random.pick(studyProgrammes);
  scope.add(make.studentProfile, n, { user, createdAt, properties: { programme } });
  return user;
}
