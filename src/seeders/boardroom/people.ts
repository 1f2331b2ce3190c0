import type { User } from '../../entities/boardroom.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/boardroom/index.ts';
import { after, DAY, MINUTE } from '../../random/clock.ts';
import { lognormal, normal } from '../latent.ts';
import { officeMoment, weekday } from '../office-hours.ts';
import type { Scope } from '../scope.ts';

/** The last weeks of the quarter but one are those that have passed by default. */
export const WEEKS = 13;
/** Of those who meet in a room, the first one is its owner. */
export const PEOPLE_A_ROOM = 5;

/** What is known of a participant, whatever the time is now. */
export interface Person {
  readonly user: RowOf<User>;
  readonly joinedAt: Date;
  /** When they followed the link in the first mail; some never do. */
  readonly verifiedAt: Date | undefined;
  readonly leftAt: Date | undefined;
  /** How much they write, against others. */
  readonly talk: number;
  /** How likely they come. */
  readonly reliability: number;
}

/** The i-th participant in the quarter that begins at `start`. Owners of rooms have been there for long, and stay. */
export function personAt(people: Scope, i: number, start: Date): Person {
  const random = people.random('person', i);
  const isOwner = i % PEOPLE_A_ROOM === 0;
  const isNew = random.chance(0.15) && !isOwner;
  const day = isNew
    ? weekday(start, random.integer(0, 5 * WEEKS - 10))
    : after(start, -random.integer(10, 700) * DAY);
  const joinedAt = officeMoment(isOwner ? after(day, -730 * DAY) : day, random);
  const verifies = random.chance(0.92) || isOwner;
  const verifiedAt = verifies ? after(joinedAt, Math.round(lognormal(random, 25 * MINUTE, 1.3))) : undefined;
  const leavesAt = officeMoment(weekday(start, random.integer(5, 5 * WEEKS + 10)), random);
  const leaves = random.chance(0.12) && !isOwner && leavesAt > after(joinedAt, 30 * DAY);
  const leftAt = leaves ? leavesAt : undefined;
  const talk = Math.max(0.25, 1 + 0.6 * normal(random));
  const reliability = Math.min(0.97, Math.max(0.3, 0.78 + 0.15 * normal(random)));
  return {
    user: userAt(people, i, { joinedAt, verifiedAt, leftAt }),
    joinedAt,
    verifiedAt,
    leftAt,
    talk,
    reliability,
  };
}

function userAt(
  people: Scope,
  i: number,
  { joinedAt, verifiedAt, leftAt }: Pick<Person, 'joinedAt' | 'verifiedAt' | 'leftAt'>,
): RowOf<User> {
  const changed = [verifiedAt, leftAt].filter((at) => at !== undefined && at <= people.now);
  return people.compute(make.user, i, {
    createdAt: joinedAt,
    isVerified: verifiedAt !== undefined && verifiedAt <= people.now,
    isActive: !(leftAt && leftAt <= people.now),
    updatedAt: changed.at(-1) ?? null,
  });
}

/** Whether they can come to a meeting from one moment to another. */
export const isThere = ({ verifiedAt, leftAt }: Person, from: Date, to: Date): boolean =>
  verifiedAt !== undefined && verifiedAt < from && !(leftAt && leftAt < to);
