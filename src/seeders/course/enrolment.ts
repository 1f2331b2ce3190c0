import type { Group } from '../../entities/course/access.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { nth } from '../../factories/nth.ts';
import type { Key } from '../../random/key.ts';
import { permute } from '../../random/permutation.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import type { Class } from './class.ts';
import type { Faculty } from './faculty.ts';
import type { Learner } from './people.ts';
import { standingsOf } from './standings.ts';
import type { UserRow } from './user.ts';

/** Who is in a course. */
export interface Enrolment {
  readonly learners: readonly Learner[];
  /** Students of other courses who assist in this one. */
  readonly tutors: readonly UserRow[];
}

interface Choice {
  readonly faculty: Faculty;
  /** A course that the first subject had in the term before. */
  readonly earlier: Class;
  /** Of all students, for each course of a subject. */
  readonly shares: readonly number[];
  readonly subjects: number;
}

/** How many of those who did not pass come again, from 0 to 1. */
const COMES_AGAIN = 0.65;
/** The course that takes an assistant of others as a student. */
const STUDIED = 1;

/**
 * Who is in which course, subject by subject: each student in one of a subject at most. Who has been in the earlier
 * course is in none of its subject, but for those who have to repeat it, and the best, who assist where they take
 * other courses.
 */
export function enrolments(scope: Scope, { faculty, earlier, shares, subjects }: Choice): Enrolment[] {
  const sizes = shares.map((share) => Math.floor(share * faculty.learners.length));
  const chosen = times(subjects, (s) => choicesOf(scope.address.child('members', s).key, faculty, sizes));
  const standings = standingsOf(earlier);
  const seniors = new Set(standings.map(({ student }) => student.user.id));
  const again = standings.filter(({ passed }, i) => !passed && scope.random('again', i).chance(COMES_AGAIN));
  const returning = new Set(again.map(({ student }) => student.user.id));
  const repeaters = faculty.learners.filter(({ user }) => returning.has(user.id));
  const busy = new Set(
    chosen
      .slice(1)
      .flat(2)
      .map(({ user }) => user.id),
  );
  const best = standings
    .filter(({ passed, student }) => passed && busy.has(student.user.id))
    .sort((one, other) => other.points - one.points)
    .map(({ student }) => student.user);
  const first = (chosen[0] ?? []).map((learners, t) => ({
    learners: [
      ...learners.filter(({ user }) => !seniors.has(user.id)),
      ...(t === 0 ? repeaters : []),
      ...(t === STUDIED ? [faculty.studyingAssistant] : []),
    ],
    tutors: best.slice(t, t + 1),
  }));
  return [
    ...first,
    ...chosen.slice(1).flatMap((courses) => courses.map((learners) => ({ learners, tutors: [] }))),
  ];
}

/**
 * Who takes the courses of a subject, of these sizes: the first has all personas. The permutation of a subject puts each
 * other student in one place, and its courses take one stretch each.
 */
function choicesOf(key: Key, { learners, knownLearners }: Faculty, sizes: readonly number[]): Learner[][] {
  const others = learners.slice(knownLearners);
  let place = 0;
  return sizes.map((size, t) => {
    const known = t === 0 ? learners.slice(0, knownLearners) : [];
    return [...known, ...times(size - known.length, () => nth(others, permute(key, others.length, place++)))];
  });
}

/** Puts the students who assist in a course into the group of those who do. */
export function addTutors(
  scope: Scope,
  group: RowOf<Group>,
  all: readonly Enrolment[],
  createdAt: Date,
): void {
  const place = scope.below('tutor', 0);
  for (const [n, user] of all.flatMap(({ tutors }) => tutors).entries()) {
    place.add(make.userGroup, n, { user, group, createdAt });
  }
}
