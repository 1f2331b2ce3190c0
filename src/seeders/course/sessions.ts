import * as make from '../../factories/course/index.ts';
import { after, DAY, MINUTE, SECOND } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import type { Scope } from '../scope.ts';
import type { Calendar } from './calendar.ts';
import type { UserRow } from './user.ts';

/** Something that a person did on the platform. */
export interface Deed {
  readonly user: UserRow;
  readonly at: Date;
}

/** When a person was on the platform. */
interface Visit {
  /** In milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly signsOut: boolean;
}

interface Visitor {
  readonly user: UserRow;
  readonly place: Scope;
  /** Those that were needed later come after the others. */
  readonly visits: Visit[];
}

/** Two deeds with less time in between are of one visit; staff have the page open while they work. */
const SAME_VISIT = 40 * MINUTE;
const SAME_WORK = 4 * 60 * MINUTE;

/** How far ahead people look for a visit in which to read something. */
const SOON = 7 * DAY;

/** How many of those who would not be there come to read, and of those who would be later. */
const COMES = 0.3;
const COMES_EARLIER = 0.06;

/** All visits of people in a week: around what they did, and more where they came to read only. */
export class Visits {
  readonly #place: Scope;
  readonly #visitors = new Map<string, Visitor>();

  /** @param staff the ids of those who work here */
  constructor(place: Scope, deeds: Iterable<Deed>, staff: ReadonlySet<string>) {
    this.#place = place;
    const times = new Map<string, { user: UserRow; at: number[] }>();
    for (const { user, at } of deeds) {
      const known = times.get(user.id);
      if (known) known.at.push(at.getTime());
      else times.set(user.id, { user, at: [at.getTime()] });
    }
    for (const { user, at } of times.values()) {
      const visitor = this.#visitor(user);
      for (const [from, to] of stretches(at, staff.has(user.id) ? SAME_WORK : SAME_VISIT)) {
        add(visitor, from, to);
      }
    }
  }

  /**
   * When a person comes upon what was written at a moment: in one of their next visits, or in one for that. Undefined
   * where they do not come at all.
   */
  next(user: UserRow, at: Date, random: Stream, { study }: Calendar): Date | undefined {
    const visitor = this.#visitor(user);
    const from = at.getTime() + MINUTE;
    const later = visitor.visits.filter((visit) => visit.to > from && visit.from < from + SOON);
    const [which, share, comes] = [random.unit(), random.unit(), random.unit()];
    const planned = later[Math.floor(which * which * later.length)];
    if (planned === undefined && comes > COMES) return undefined;
    const isFar = planned === undefined || planned.from > from + DAY;
    const visit =
      planned && !(isFar && comes < COMES_EARLIER)
        ? planned
        : add(visitor, ...same(study.between(new Date(from), after(at, 4 * DAY), share * share).getTime()));
    const first = Math.max(visit.from, from);
    return new Date(first + Math.floor(share * (visit.to - first)));
  }

  [Symbol.iterator](): Iterator<Visitor> {
    return this.#visitors.values();
  }

  #visitor(user: UserRow): Visitor {
    const known = this.#visitors.get(user.id);
    if (known) return known;
    const visitor = { user, place: this.#place.below('person', this.#visitors.size), visits: [] };
    this.#visitors.set(user.id, visitor);
    return visitor;
  }
}

const same = (moment: number): [number, number] => [moment, moment];

/** Some minutes longer on both ends, and not always signed out of. */
function add({ place, visits }: Visitor, from: number, to: number): Visit {
  const random = place.random('session', visits.length);
  const visit = {
    from: from - random.integer(60, 18 * 60) * SECOND,
    to: to + random.integer(60, 19 * 60) * SECOND,
    signsOut: random.chance(0.7),
  };
  visits.push(visit);
  return visit;
}

/** From when to when, of times with less than a pause in between. */
function stretches(times: readonly number[], pause: number): [number, number][] {
  const made: [number, number][] = [];
  for (const at of times.toSorted((one, other) => one - other)) {
    const last = made.at(-1);
    if (last && at - last[1] < pause) last[1] = at;
    else made.push([at, at]);
  }
  return made;
}

/** Adds a session for each visit that has begun. */
export function addSessions(scope: Scope, visits: Visits): void {
  for (const { user, place, visits: all } of visits) {
    const person = scope.in(place);
    for (const [n, visit] of all.entries()) {
      const [from, to] = [new Date(visit.from), new Date(visit.to)];
      if (from > scope.now) continue;
      const isOver = visit.signsOut && to <= scope.now;
      person.add(make.session, n, {
        user,
        createdAt: from,
        logoutTime: isOver ? to : null,
        ...(isOver && { updatedAt: to, version: 1 }),
      });
    }
  }
}
