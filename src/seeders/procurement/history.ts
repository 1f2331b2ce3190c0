import type { PorfStatus } from '../../entities/procurement.ts';
import { nth } from '../../factories/nth.ts';
import { kinds, type Product, products } from '../../factories/procurement/words.ts';
import { after, DAY, HOUR, MINUTE, SECOND } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import { lognormal, normal, weighted } from '../latent.ts';
import { afterOfficeTime, officeMoment, weekday } from '../office-hours.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';

/** Of the quarter. */
export const WEEKS = 13;
const WEEKDAYS = WEEKS * 5;
/** How long a session goes on. */
const VALID = 7 * DAY;
/** These decide on forms, and stay. */
const APPROVERS = 2;

/** A person at an organisation. */
export interface Person {
  readonly joinedAt: Date;
  /** When they first signed in; never, for some who were invited. */
  readonly arrivedAt: Date | undefined;
  readonly leftAt: Date | undefined;
  readonly hasGoogle: boolean;
  /** How much they order, against others. */
  readonly demand: number;
  readonly visits: readonly Visit[];
}

/** From signing in to the last thing that is done before the session expires. */
export interface Visit {
  readonly beganAt: Date;
  /** In order. */
  readonly activities: readonly Date[];
}

export interface Line {
  readonly product: Product;
  readonly quantity: number;
  readonly addedAt: Date;
}

/** A request form, from its first line to what became of it. */
export interface Form {
  readonly author: number;
  readonly createdAt: Date;
  /** In order, of different products. */
  readonly lines: readonly Line[];
  /** When it became pending, and then what it was decided to be. */
  readonly steps: readonly Step[];
}

interface Step {
  readonly at: Date;
  readonly status: PorfStatus;
}

/** All that happens at an organisation, whatever the time is now. */
export interface History {
  readonly createdAt: Date;
  /** In the order in which they joined. */
  readonly people: readonly Person[];
  /** In the order in which they were begun. */
  readonly forms: readonly Form[];
}

/** What makes one organisation different from another. */
interface Habits {
  /** What it buys. */
  readonly assortment: readonly Product[];
  /** Until a form is decided, in office hours. */
  readonly delay: number;
  /** The share of forms that wait for the end of the quarter. */
  readonly rush: number;
}

/** The history of the k-th organisation in the quarter that begins at `start`. */
export function historyOf(scope: Scope, k: number, start: Date): History {
  const random = scope.random('organisation');
  const createdAt = officeMoment(weekday(after(start, -3 * 7 * DAY), random.integer(0, 11)), random);
  const { buys } = nth(kinds, k);
  const habits: Habits = {
    assortment: products.filter((product) => buys.includes(product.area)),
    delay: lognormal(random, 6 * HOUR, 0.7),
    rush: 0.2 + 0.5 * random.unit(),
  };
  const size = within(3, Math.round(lognormal(random, 10, 0.45)), 40);
  const staff = times(size, (u) => joins(scope.random('person', u), u, createdAt, start)).sort(
    (a, b) => a.joinedAt.getTime() - b.joinedAt.getTime(),
  );
  const count = Math.max(4, Math.round(lognormal(random, 3.6 * size, 0.3)));
  const forms = times(count, (f) => requests(scope.random('request', f), staff, habits, start))
    .filter((form) => form !== undefined)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const people = staff.map((person, u) => ({
    ...person,
    visits: visitsOf(scope.random('visits', u), u, person, forms, start),
  }));
  return { createdAt, people, forms };
}

type Member = Omit<Person, 'visits'>;

/** The first ones set the platform up; most are invited in its first weeks, some come during the quarter. */
function joins(random: Stream, u: number, createdAt: Date, start: Date): Member {
  const joinedAt = invitedAt(random, u, createdAt, start);
  const arrives = u < APPROVERS || random.chance(0.92);
  const arrivedAt = arrives
    ? afterOfficeTime(after(joinedAt, MINUTE), lognormal(random, HOUR, 1.3))
    : undefined;
  const leaves = u >= APPROVERS && arrives && random.chance(0.14);
  const leavesAt = officeMoment(weekday(start, random.integer(10, WEEKDAYS + 10)), random);
  return {
    joinedAt,
    arrivedAt,
    leftAt: leaves && arrivedAt && leavesAt > after(arrivedAt, 14 * DAY) ? leavesAt : undefined,
    hasGoogle: arrives && random.chance(0.85),
    demand: Math.exp(1.1 * normal(random)),
  };
}

function invitedAt(random: Stream, u: number, createdAt: Date, start: Date): Date {
  if (u < APPROVERS) return after(createdAt, (1 + u * 11) * MINUTE + random.integer(0, 8 * MINUTE));
  if (random.chance(0.75)) {
    const soon = afterOfficeTime(createdAt, lognormal(random, 12 * HOUR, 1.1));
    return after(soon, random.integer(HOUR / 2, HOUR));
  }
  return officeMoment(weekday(start, random.integer(0, WEEKDAYS - 5)), random);
}

/** A form of one of those who are there; undefined where they all are away. */
function requests(
  random: Stream,
  staff: readonly Member[],
  { assortment, delay, rush }: Habits,
  start: Date,
): Form | undefined {
  const share = random.chance(rush) ? Math.sqrt(Math.sqrt(random.unit())) : random.unit();
  const createdAt = officeMoment(weekday(start, Math.floor(WEEKDAYS * share)), random);
  const author = authorOf(random, staff, createdAt);
  if (author === undefined) return undefined;
  const lines = linesOf(random, assortment, createdAt);
  const total = lines.reduce((sum, { quantity, product }) => sum + quantity * Number(product.price), 0);
  const filledAt = lines.at(-1)?.addedAt ?? createdAt;
  return { author, createdAt, lines, steps: stepsOf(random, filledAt, delay, total, staff[author]?.leftAt) };
}

/** One of those who have signed in and stay for a day at least; the more they order, the likelier. */
function authorOf(random: Stream, staff: readonly Member[], at: Date): number | undefined {
  const [early, late] = [after(at, -5 * MINUTE), after(at, DAY)];
  const demands = staff.map(({ arrivedAt, leftAt, demand }) =>
    arrivedAt && arrivedAt < early && !(leftAt && leftAt < late) ? demand : 0,
  );
  return weighted(random, demands);
}

/** Mostly one or two different products, at times a dozen. */
function linesOf(random: Stream, assortment: readonly Product[], createdAt: Date): Line[] {
  const chosen = new Set<Product>();
  const more = random.chance(0.2) ? 0.85 : 0.45;
  do chosen.add(random.pick(assortment));
  while (chosen.size < 12 && random.chance(more));
  let addedAt = createdAt;
  return [...chosen].map((product) => {
    addedAt = after(addedAt, Math.round(lognormal(random, 50 * SECOND, 0.7)));
    return { product, quantity: Math.max(1, Math.round(lognormal(random, product.usual, 0.6))), addedAt };
  });
}

/** Most are submitted at once, some later, and a few are forgotten; the dearer, the longer a decision takes. */
function stepsOf(
  random: Stream,
  filledAt: Date,
  delay: number,
  total: number,
  leftAt: Date | undefined,
): Step[] {
  const kind = random.unit();
  const soon = lognormal(random, 2 * MINUTE, 0.8);
  const later = lognormal(random, 7 * HOUR, 0.9);
  const decides = lognormal(random, delay * (total > 1_500 ? 2.5 : 1), 0.8);
  const outcome = random.unit();
  const submittedAt = kind < 0.8 ? after(filledAt, Math.round(soon)) : afterOfficeTime(filledAt, later);
  // Forgotten, or left behind.
  if (kind > 0.94 || (leftAt && submittedAt > leftAt)) return [];
  if (kind > 0.91) return [{ at: submittedAt, status: 'cancelled' }];
  const pending = { at: submittedAt, status: 'pending' } as const;
  // Overlooked until now.
  if (outcome > 0.98) return [pending];
  const at = afterOfficeTime(submittedAt, decides);
  if (outcome > 0.94 && !(leftAt && at > leftAt)) return [pending, { at, status: 'cancelled' }];
  return [pending, { at, status: outcome < (total > 1_500 ? 0.24 : 0.07) ? 'rejected' : 'approved' }];
}

/** What a person does leads to sessions, each of which expires in a week. */
function visitsOf(random: Stream, u: number, person: Member, forms: readonly Form[], start: Date): Visit[] {
  const { arrivedAt, leftAt } = person;
  if (!arrivedAt) return [];
  const moments = [arrivedAt, ...formsBy(random, u, forms), ...looks(random, person, start)]
    .filter((moment) => moment >= arrivedAt && !(leftAt && moment > leftAt))
    .sort((a, b) => a.getTime() - b.getTime());
  const visits: { beganAt: Date; activities: Date[] }[] = [];
  for (const moment of moments) {
    const last = visits.at(-1);
    if (last && moment < after(last.beganAt, VALID - HOUR)) last.activities.push(moment);
    else
      visits.push({ beganAt: after(moment, -random.integer(5 * SECOND, 50 * SECOND)), activities: [moment] });
  }
  return visits;
}

/** When a person writes forms, looks what has become of them, and decides, where it is one who does. */
function* formsBy(random: Stream, u: number, forms: readonly Form[]): Iterable<Date> {
  for (const [f, { author, createdAt, lines, steps }] of forms.entries()) {
    const [submitted, decided] = steps;
    if (author === u) {
      yield createdAt;
      for (const { addedAt } of lines) yield addedAt;
      if (submitted) yield submitted.at;
      if (decided?.status === 'cancelled') yield decided.at;
      else if (decided) yield afterOfficeTime(decided.at, lognormal(random, 2 * HOUR, 1));
    }
    if (f % APPROVERS === u && decided && decided.status !== 'cancelled') yield decided.at;
  }
}

/** Now and then, some look around without writing anything. */
function* looks(random: Stream, { joinedAt, demand }: Member, start: Date): Iterable<Date> {
  for (let week = -2; week <= WEEKS; week++) {
    const at = officeMoment(weekday(after(start, week * 7 * DAY), random.integer(0, 4)), random);
    if (at > joinedAt && random.chance(Math.min(0.5, 0.15 * demand))) yield at;
  }
}

const within = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));
