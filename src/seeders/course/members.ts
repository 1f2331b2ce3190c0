import type { CourseMember } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { after, DAY } from '../../random/clock.ts';
import { logistic, mixed, normal } from '../latent.ts';
import type { Scope } from '../scope.ts';
import type { Calendar } from './calendar.ts';
import { changed } from './changed.ts';
import type { Habits } from './habits.ts';
import type { Learner } from './people.ts';

/** A student of a course. */
export interface Student extends Learner {
  readonly member: RowOf<CourseMember>;
  /** How easily they solve the tasks of this course. */
  readonly ability: number;
  /** When they withdraw; undefined for those who do not. */
  readonly leaves: Date | undefined;
}

/** How much of what a person can do in one course is what they can do in all. */
const ABILITY_PERSISTS = 0.83;

type Place = Pick<Parameters<typeof make.courseMember.row>[1], 'course' | 'courseGroup'>;

/**
 * Adds a student to a course, in the last days before the term. Of those who have withdrawn, `properties` says when.
 */
export function addStudentMember(
  scope: Scope,
  n: number,
  learner: Learner,
  place: Place,
  { calendar, habits }: { readonly calendar: Calendar; readonly habits: Habits },
): Student {
  const { user, traits, stays } = learner;
  const random = scope.random('member', n);
  const createdAt = calendar.office.between(calendar.before(7), calendar.week(0), random.unit());
  const ability = mixed(traits.ability, normal(random), stays === undefined ? ABILITY_PERSISTS : 1);
  const leaves = leavesAt(scope, n, learner, { calendar, habits, ability });
  const hasLeft = leaves !== undefined && leaves <= scope.now;
  const member = scope.add(make.courseMember, n, {
    ...place,
    user,
    courseRole: '_student',
    createdAt,
    ...(hasLeft && {
      ...changed(scope.now, leaves, { updatedBy: user.id }),
      details: { withdrawn: leaves.toISOString() },
    }),
  });
  return { user, traits, member, ability, leaves };
}

interface Prospect {
  readonly calendar: Calendar;
  readonly habits: Habits;
  readonly ability: number;
}

/** The weak and the late withdraw more often, most of them in the first half of the term. */
function leavesAt(
  scope: Scope,
  n: number,
  { traits, stays }: Learner,
  { calendar, habits, ability }: Prospect,
): Date | undefined {
  if (habits.dropout === 0) return undefined;
  const random = scope.random('leaving', n);
  const usual = Math.log(habits.dropout / (1 - habits.dropout)) - 0.35;
  const isLeaving = random.chance(logistic(usual - 0.65 * ability - 0.4 * traits.earliness));
  const share = stays ?? (isLeaving ? random.unit() ** 1.4 : 1);
  if (share === 1) return undefined;
  const week = Math.floor(calendar.weeks * share);
  // Not before they have seen what the course is like.
  return calendar.office.between(
    after(calendar.week(week), 2 * DAY),
    after(calendar.week(week), 9 * DAY),
    random.unit(),
  );
}
