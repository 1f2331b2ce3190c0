import { after, DAY, WEEK } from '../../random/clock.ts';

/** Midnight (UTC) of the Monday on or before `date`. */
function mondayOf(date: Date): Date {
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return new Date(midnight - sinceMonday * DAY);
}

/** The weeks of a term of which the last is running at the reference time. */
export class Calendar {
  readonly #first: Date;
  readonly at: Date;

  constructor(at: Date, weeks: number) {
    this.at = at;
    this.#first = after(mondayOf(at), -(weeks - 1) * WEEK);
  }

  /** When week `w` (from 0) begins. */
  week(w: number): Date {
    return after(this.#first, w * WEEK);
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
