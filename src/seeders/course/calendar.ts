import { after, DAY, HOUR, WEEK } from '../../random/clock.ts';
import { mondayOf } from '../monday.ts';

/** The weeks of a term, one of which is running at the reference time. */
export class Calendar {
  readonly #first: Date;
  readonly at: Date;
  /** The number of the running week, from 0. */
  readonly running: number;

  constructor(at: Date, running: number) {
    this.at = at;
    this.running = running;
    this.#first = after(mondayOf(at), -running * WEEK);
  }

  /** When week `w` (from 0) begins. */
  week(w: number): Date {
    return after(this.#first, w * WEEK);
  }

  /** Until when the tasks of week `w` are to be handed in: Sunday evening. */
  deadline(w: number): Date {
    return after(this.week(w), 6 * DAY + 20 * HOUR);
  }

  /** Nine o'clock on a day so many days before the term begins; such days are Mondays where they are whole weeks. */
  before(days: number): Date {
    return after(this.#first, -days * DAY + 9 * HOUR);
  }

  /** The given date, or the reference time where that is earlier: nothing happens in the future. */
  past(date: Date): Date {
    return date < this.at ? date : this.at;
  }

  /** The year and half in which the term began. */
  get half(): { year: number; half: 'summer' | 'winter' } {
    const month = this.#first.getUTCMonth();
    // A winter term begins in autumn and is named after that year.
    if (month >= 2 && month < 8) return { year: this.#first.getUTCFullYear(), half: 'summer' };
    return { year: this.#first.getUTCFullYear() - (month < 2 ? 1 : 0), half: 'winter' };
  }
}
