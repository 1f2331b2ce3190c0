import * as make from '../../factories/course/index.ts';
import { accountProviders } from '../../factories/course/words/access.ts';
import { studentBios, studyProgrammes, teacherBios } from '../../factories/course/words/people.ts';
import { nth } from '../../factories/nth.ts';
import { after, DAY } from '../../random/clock.ts';
import type { Persona } from '../persona.ts';
import type { Scope } from '../scope.ts';
import { editedProfile, renamed, studiesOf } from './accounts.ts';
import type { Calendar } from './calendar.ts';
import { nameAt } from './names.ts';
import type { StudentPersona } from './personas.ts';
import { type Traits, traitsOf } from './traits.ts';
import type { UserRow } from './user.ts';

/** A person who takes courses, and what they are like in all of them. */
export interface Learner {
  readonly user: UserRow;
  readonly traits: Traits;
  /** The share (0 to 1) of a term that a persona stays for, who is as able in each course as in all. */
  readonly stays?: number;
}

/** When a person joins a university. */
interface Joining {
  readonly calendar: Calendar;
  /** The first of the four days on which they may. */
  readonly from: Date;
}

/** Who a person is beside their name: what their profile says at first, and whether they may change their name. */
interface Person {
  readonly profile: Partial<Parameters<typeof make.profile.row>[1]>;
  readonly persona: Persona | undefined;
  readonly renames: boolean;
}

const codeHosting = nth(accountProviders, 2);
const campusLogin = nth(accountProviders, 0);
const blank = { nickname: null, bio: null, url: null, avatarColor: null };

/** A person who signs in by the campus login or the code hosting: user, accounts and profile. */
function person(
  scope: Scope,
  n: number,
  { calendar, from }: Joining,
  { profile, persona, renames }: Person,
): UserRow {
  const random = scope.random('joining', n);
  const createdAt = calendar.office.between(from, after(from, 4 * DAY), random.unit());
  const { givenName, familyName, username, email } = persona ?? nameAt(scope, n);
  const name = { givenName, familyName, username, email };
  const user = scope.add(make.user, n, {
    ...name,
    createdAt,
    ...(persona && { id: persona.id }),
    ...(renames && renamed(scope, n, familyName, createdAt, calendar)),
  });
  const { provider, type } = campusLogin;
  scope.add(make.account, n, { user, createdAt, provider, type, providerAccountId: email });
  // The one by which the platform knows who hands in: a number of its own keeps it apart from the first.
  scope
    .below('code', 0)
    .add(make.account, n, { user, createdAt, ...codeHosting, providerAccountId: username });
  scope.add(make.profile, n, {
    user,
    createdAt,
    createdBy: n % 3 === 0 ? null : user.id,
    ...profile,
    ...(!persona && editedProfile(scope, n, user, calendar)),
  });
  return user;
}

/** Adds a teacher, as the n-th person of the dataset. */
export function addTeacher(scope: Scope, n: number, joining: Joining, persona?: Persona): UserRow {
  const profile = { bio: scope.random('bio', n).pick(teacherBios) };
  // Teachers sign what they write, so that their names stay.
  return person(scope, n, joining, { profile, persona, renames: false });
}

/** Adds a student, as the n-th person of the dataset. */
export function addStudent(scope: Scope, n: number, joining: Joining, known?: StudentPersona): Learner {
  const random = scope.random('student', n);
  const bio = random.pick(studentBios);
  const profile = known?.isBlank ? blank : { bio };
  const user = person(scope, n, joining, { profile, persona: known?.persona, renames: !known });
  const { createdAt } = user;
  const studies = known
    ? { properties: { programme: random.pick(studyProgrammes) } }
    : studiesOf(scope, n, { user, programmes: studyProgrammes }, joining.calendar);
  scope.add(make.studentProfile, n, { user, createdAt, ...studies });
  return known
    ? { user, traits: known.traits, stays: known.stays }
    : { user, traits: traitsOf(scope.random('traits', n)) };
}
