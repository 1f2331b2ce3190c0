import { after, DAY, HOUR, WEEK } from '../random/clock.ts';
import type { Stream } from '../random/stream.ts';
import { weighted } from './latent.ts';
import { mondayOf } from './monday.ts';

/** How busy each hour of a working day is, from seven (UTC): a peak before noon, a lunch, and few who stay. */
const BUSY = [0.15, 0.7, 1.2, 1.35, 1.15, 0.3, 0.8, 1.15, 1.1, 0.85, 0.35, 0.1];
const OPENS = 7;

/** When work goes on, in hours of a day: before and after lunch. */
const SHIFTS = [
  [8.5, 12.25],
  [13, 17.5],
] as const;

/** From Christmas Eve to New Year, and the first of May, by month and day. */
const isHoliday = (day: Date): boolean => {
  const date = 100 * (day.getUTCMonth() + 1) + day.getUTCDate();
  return date >= 1224 || date === 101 || date === 501;
};

/** Whether people work on that day: neither a weekend nor a holiday. */
export const isWorkingDay = (day: Date): boolean => ![0, 6].includes(day.getUTCDay()) && !isHoliday(day);

const midnightOf = (moment: Date): Date => new Date(Math.floor(moment.getTime() / DAY) * DAY);

/** The first day from that of `moment` on that is neither of a weekend nor a holiday. */
function workingDay(moment: Date): Date {
  let day = midnightOf(moment);
  while (!isWorkingDay(day)) day = after(day, DAY);
  return day;
}

/** What was to be on a holiday is a week later: all of it on the first day after the holidays would make a crowd. */
function putOff(day: Date): Date {
  let other = day;
  while (isHoliday(other)) other = after(other, WEEK);
  return workingDay(other);
}

/**
 * Midnight of the n-th weekday (from 0, Monday to Friday) of the weeks that begin with that of `start`.
 *
 * @example weekday(new Date('2026-01-07'), 5) // Monday, 12 January
 */
export const weekday = (start: Date, n: number): Date =>
  after(mondayOf(start), (Math.floor(n / 5) * 7 + (n % 5)) * DAY);

/**
 * A moment of a day at which people in an office are likely to do something: where it is a weekend, on the next
 * Monday, or a week later for a holiday.
 *
 * @example officeMoment(weekday(start, 3), random) // in the peak before noon, most likely
 */
export function officeMoment(day: Date, random: Stream): Date {
  const hour = OPENS + (weighted(random, BUSY) ?? 0);
  return after(putOff(day), Math.floor((hour + random.unit()) * HOUR));
}

/**
 * The moment after so many milliseconds of office hours: there are no answers at night, over lunch, or at the weekend.
 *
 * @example afterOfficeTime(submittedAt, lognormal(random, 5 * HOUR, 0.8))
 */
export function afterOfficeTime(from: Date, milliseconds: number): Date {
  let rest = milliseconds;
  let day = workingDay(from);
  for (;;) {
    for (const [opens, closes] of SHIFTS) {
      const begins = Math.max(from.getTime(), day.getTime() + opens * HOUR);
      const ends = day.getTime() + closes * HOUR;
      if (ends - begins > rest) return new Date(begins + Math.floor(rest));
      rest -= Math.max(0, ends - begins);
    }
    day = workingDay(after(day, DAY));
  }
}
