import { DAY, HOUR, WEEK } from '../../random/clock.ts';

/** The first Monday after the epoch began, on a Thursday. */
const MONDAY = 4 * DAY;

/** The hours at which people are at something: the first `days` of each week, from one hour to another (UTC). */
export class Hours {
  readonly #days: number;
  readonly #opens: number;
  readonly #length: number;

  constructor(days: number, opens: number, closes: number) {
    this.#days = days;
    this.#opens = opens * HOUR;
    this.#length = (closes - opens) * HOUR;
  }

  /** How many milliseconds of these hours are between two moments. */
  within(from: Date, to: Date): number {
    return this.#before(to) - this.#before(from);
  }

  /**
   * The moment at which that share (0 up to 1) of the hours between two moments is over; greater shares are
   * later. Where there are no such hours in between, it is `from`.
   */
  between(from: Date, to: Date, share: number): Date {
    const first = this.#before(from);
    const all = this.#before(to) - first;
    return all > 0 ? new Date(this.#momentAfter(first + Math.floor(share * all))) : from;
  }

  /** The hours before a moment, counted from a Monday. */
  #before(moment: Date): number {
    const since = moment.getTime() - MONDAY;
    const week = Math.floor(since / WEEK);
    const day = Math.floor((since - week * WEEK) / DAY);
    const today = since - week * WEEK - day * DAY - this.#opens;
    const of = day < this.#days ? Math.min(Math.max(today, 0), this.#length) : 0;
    return (week * this.#days + Math.min(day, this.#days)) * this.#length + of;
  }

  #momentAfter(hours: number): number {
    const day = Math.floor(hours / this.#length);
    const week = Math.floor(day / this.#days);
    const today = hours - day * this.#length;
    return MONDAY + week * WEEK + (day - week * this.#days) * DAY + this.#opens + today;
  }
}

/** When students work and read: every day, into the evening. */
export const studyHours = new Hours(7, 8, 22);

/** When staff are in their offices. */
export const officeHours = new Hours(5, 9, 17);
