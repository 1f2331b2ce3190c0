import { DAY, HOUR } from '../../random/clock.ts';
import type { Zone } from '../../random/zone.ts';

/** How busy the hours of a day are: 24 weights from midnight on, in local time. */
export type DayProfile = readonly number[];

interface Span {
  readonly zone: Zone;
  readonly from: Date;
  readonly to: Date;
}

/**
 * The time in which people do something: it passes quickly where they do much of it, and stands still where they do not.
 * It is measured in its own hours, of which a week of the usual kind has 168.
 */
export class Rhythm {
  readonly #first: number;
  /** How much of it has passed before each hour since the first. */
  readonly #passed: Float64Array;

  /** @param profileOf the day of a local midnight (milliseconds) */
  constructor({ zone, from, to }: Span, profileOf: (midnight: number) => DayProfile) {
    this.#first = Math.floor(from.getTime() / HOUR) * HOUR;
    const hours = Math.ceil((to.getTime() - this.#first) / HOUR);
    this.#passed = new Float64Array(hours + 1);
    for (let h = 0; h < hours; h++) {
      const local = zone.local(new Date(this.#first + h * HOUR));
      const midnight = Math.floor(local / DAY) * DAY;
      const weight = profileOf(midnight)[Math.floor((local - midnight) / HOUR)] ?? 0;
      this.#passed[h + 1] = (this.#passed[h] ?? 0) + weight;
    }
  }

  /** How many hours of it are between two moments. */
  within(from: Date, to: Date): number {
    return this.#before(to) - this.#before(from);
  }

  /** The moment at which that share (0 up to 1) of the time between two moments has passed; where there is none, `from`. */
  between(from: Date, to: Date, share: number): Date {
    const first = this.#before(from);
    const all = this.#before(to) - first;
    if (all <= 0) return from;
    const moment = this.#momentAt(first + share * all);
    return moment < from ? from : moment > to ? to : moment;
  }

  /** The moment so many hours of it after another one, or before it where they are negative. */
  after(moment: Date, hours: number): Date {
    return this.#momentAt(this.#before(moment) + hours);
  }

  #before(moment: Date): number {
    const hours = (moment.getTime() - this.#first) / HOUR;
    const h = Math.min(Math.max(Math.floor(hours), 0), this.#passed.length - 2);
    const from = this.#passed[h] ?? 0;
    const share = Math.min(Math.max(hours - h, 0), 1);
    return from + share * ((this.#passed[h + 1] ?? 0) - from);
  }

  #momentAt(passed: number): Date {
    // The last hour before which no more than that has passed.
    let [low, high] = [0, this.#passed.length - 2];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#passed[middle] ?? 0) <= passed) low = middle;
      else high = middle - 1;
    }
    const from = this.#passed[low] ?? 0;
    const weight = (this.#passed[low + 1] ?? 0) - from;
    const share = weight > 0 ? Math.min(Math.max((passed - from) / weight, 0), 1) : 0;
    return new Date(this.#first + Math.floor((low + share) * HOUR));
  }
}
