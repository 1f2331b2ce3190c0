import type { CourseMember } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { after, DAY } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';
import type { Calendar } from './calendar.ts';
import type { Habits } from './habits.ts';
import { officeHours } from './hours.ts';
import type { UserRow } from './people.ts';

/** A student of a course. */
export interface Student {
  readonly user: UserRow;
  readonly member: RowOf<CourseMember>;
  /** From 0 to 1: how easily they learn. */
  readonly talent: number;
  /** In how many weeks they take part; infinite for those who do not drop out. */
  readonly stays: number;
}

type Place = Pick<Parameters<typeof make.courseMember.row>[1], 'user' | 'course' | 'courseGroup'> & {
  readonly user: UserRow;
};

/**
 * Adds a student to a course, in the last days before the term. Of those who drop out, `properties` says when.
 */
export function addStudentMember(
  scope: Scope,
  n: number,
  place: Place,
  { calendar, habits }: { readonly calendar: Calendar; readonly habits: Habits },
): Student {
  const random = scope.random('member', n);
  const createdAt = officeHours.between(after(calendar.week(0), -5 * DAY), calendar.week(0), random.unit());
  const talent = random.unit();
  const leaves = calendar.running > 0 && random.chance(habits.dropout);
  const stays = leaves ? random.integer(0, calendar.running - 1) : Number.POSITIVE_INFINITY;
  const leavesAt = leaves
    ? officeHours.between(calendar.week(stays), calendar.deadline(stays), random.unit())
    : createdAt;
  const member = scope.add(make.courseMember, n, {
    ...place,
    courseRole: '_student',
    createdAt,
    updatedAt: leavesAt,
    ...(leaves && { details: { withdrawn: leavesAt.toISOString() } }),
  });
  return { user: place.user, member, talent, stays };
}
