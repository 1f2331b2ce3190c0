import { z } from 'zod';
import { SeedbedError } from '../../errors/error.ts';
import { after, DAY, HOUR, MINUTE, WEEK } from '../../random/clock.ts';
import { isZone, Zone } from '../../random/zone.ts';
import { mondayOf } from '../monday.ts';
import { startParameter } from '../start-parameter.ts';
import { type DayProfile, Rhythm } from './rhythm.ts';

/** The parameters of a term that all its scenarios take beside the number of weeks. */
export const termParameters = {
  start: startParameter('the term', 'so that one of its weeks is running'),
  zone: z.string().refine(isZone).default('Europe/Dublin').describe('time zone of the campus'),
  holidays: z
    .string()
    .refine((text) => /^[-/,\d]*$/.test(text) && (daysOf(text)?.size ?? 366) < MOST_HOLIDAYS)
    .default('12-22/01-04,03-17,05-01')
    .describe('days and ranges of days of each year without lectures'),
};

/** What is said of a term by `termParameters`. */
export interface TermChoice {
  readonly start?: string | undefined;
  readonly zone: string;
  readonly holidays: string;
}

interface Term extends TermChoice {
  readonly now: Date;
  /** Weeks of the term. */
  readonly weeks: number;
  /** The number of the week that runs at `now`, from 0, where the term does not say when it begins. */
  readonly running: number;
  /** Whether it may begin after now. */
  readonly planned?: boolean;
}

/** When something is to be handed in: on which day of a week, from Monday (0), at which minute. */
export interface DueTime {
  readonly day: number;
  readonly minute: number;
}

export const FRIDAY_NIGHT: DueTime = { day: 4, minute: 24 * 60 - 1 };

/** From here on, far from now, nothing of a term happens. */
const YEARS_AROUND = 2 * 366 * DAY;

/** Any more would leave no weeks for lectures. */
const MOST_HOLIDAYS = 180;

/** What students do in an hour: little at night, at noon and at dinner, most in the evening. */
const WEEKDAY: DayProfile = [
  0.45, 0.2, 0.08, 0.03, 0.02, 0.02, 0.06, 0.25, 0.75, 1.3, 1.75, 1.7, 0.95, 1.25, 1.85, 1.95, 1.8, 1.45,
  1.15, 1.5, 2.2, 2.3, 1.7, 0.95,
];
const times = (profile: DayProfile, factor: number): DayProfile => profile.map((weight) => factor * weight);
/** From Monday on; on Saturdays people have other things to do. */
const STUDY_WEEK: readonly DayProfile[] = [1.1, 1.15, 1.15, 1.1, 0.9, 0.35, 1.0].map((f) =>
  times(WEEKDAY, f),
);
const STUDY_HOLIDAY = times(WEEKDAY, 0.35);

/** Staff come between eight and ten and have lunch. */
const OFFICE_DAY: DayProfile = [0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 5, 4.5, 1.5, 4, 5, 4.5, 3, 0, 0, 0, 0, 0, 0, 0];
const CLOSED: DayProfile = Array.from({ length: 24 }, () => 0);

/** The whole timeline of a term, of which `now` is a moment: it cuts the term off and changes nothing before. */
export class Calendar {
  readonly now: Date;
  readonly weeks: number;
  /** When students are at something. */
  readonly study: Rhythm;
  /** When staff are in their offices. */
  readonly office: Rhythm;
  readonly #zone: Zone;
  /** Local midnights of the Mondays on which lectures are held, one for each week. */
  readonly #mondays: readonly number[];
  readonly #holidays: ReadonlySet<string>;

  constructor({ now, weeks, running, start, zone, holidays, planned = false }: Term) {
    this.now = now;
    this.weeks = weeks;
    const anchor = start === undefined ? now : new Date(start);
    const span = { from: after(anchor, -YEARS_AROUND), to: after(anchor, YEARS_AROUND) };
    this.#zone = new Zone(zone, span.from, span.to);
    this.#holidays = daysOf(holidays) ?? new Set();
    const monday = mondayOf(start === undefined ? new Date(this.#zone.local(now)) : anchor).getTime();
    this.#mondays =
      start === undefined ? this.#around(monday, running, weeks) : this.#from(monday, weeks, WEEK);
    if (!planned && this.week(0) > now) throw beginsLater(start ?? '', now);
    this.study = new Rhythm({ zone: this.#zone, ...span }, (midnight) =>
      this.#isHoliday(midnight) ? STUDY_HOLIDAY : (STUDY_WEEK[weekdayOf(midnight)] ?? CLOSED),
    );
    this.office = new Rhythm({ zone: this.#zone, ...span }, (midnight) =>
      this.#isHoliday(midnight) || weekdayOf(midnight) > 4 ? CLOSED : OFFICE_DAY,
    );
  }

  /** The number of the last week that has begun by now, from 0; -1 before the first. */
  get running(): number {
    return this.#mondays.filter((_, w) => this.week(w) <= this.now).length - 1;
  }

  /** When week `w` (from 0) begins: on Monday at midnight. */
  week(w: number): Date {
    return this.#zone.moment(this.#monday(w));
  }

  /** Until when the tasks of week `w` are to be handed in. */
  deadline(w: number, { day, minute }: DueTime): Date {
    return this.#zone.moment(this.#monday(w) + day * DAY + minute * MINUTE);
  }

  /** The local time of a day of week `w`, from Monday (0). */
  on(w: number, day: number, hour: number, minute = 0): Date {
    return this.#zone.moment(this.#monday(w) + day * DAY + hour * HOUR + minute * MINUTE);
  }

  /** Nine o'clock on a day so many days before the term begins; such days are Mondays where they are whole weeks. */
  before(days: number): Date {
    return this.#zone.moment((this.#mondays[0] ?? 0) - days * DAY + 9 * HOUR);
  }

  /** What the clocks of the campus show, as if they were UTC. */
  local(moment: Date): Date {
    return new Date(this.#zone.local(moment));
  }

  /** The year and half in which the term began. */
  get half(): { year: number; half: 'summer' | 'winter' } {
    const first = new Date(this.#mondays[0] ?? 0);
    const month = first.getUTCMonth();
    // A winter term begins in autumn and is named after that year.
    if (month >= 2 && month < 8) return { year: first.getUTCFullYear(), half: 'summer' };
    return { year: first.getUTCFullYear() - (month < 2 ? 1 : 0), half: 'winter' };
  }

  /** The Monday of week `w`, also of those before the first (negative) and after the last. */
  #monday(w: number): number {
    const nearest = Math.min(Math.max(w, 0), this.#mondays.length - 1);
    return (this.#mondays[nearest] ?? 0) + (w - nearest) * WEEK;
  }

  /** The Mondays of a term whose week `running` is that of `monday`, or the last with lectures before it. */
  #around(monday: number, running: number, weeks: number): readonly number[] {
    const before = this.#from(monday, running + 1, -WEEK).toReversed();
    const next = (before.at(-1) ?? monday) + WEEK;
    return [...before, ...this.#from(next, weeks - running - 1, WEEK)];
  }

  /** So many Mondays with lectures, from that on. */
  #from(monday: number, count: number, step: number): number[] {
    const mondays: number[] = [];
    for (let at = monday; mondays.length < count; at += step) if (this.#hasLectures(at)) mondays.push(at);
    return mondays;
  }

  #hasLectures(monday: number): boolean {
    return [0, 1, 2, 3, 4].filter((day) => !this.#isHoliday(monday + day * DAY)).length > 2;
  }

  #isHoliday(midnight: number): boolean {
    return this.#holidays.has(new Date(midnight).toISOString().slice(5, 10));
  }
}

function beginsLater(start: string, now: Date): SeedbedError {
  return new SeedbedError('bad_parameter', {
    message: `The term begins on ${start}, after the reference time ${now.toISOString()}.`,
    hint: 'Give an earlier date, or a later --now: a term is filled from its first day on.',
    details: { parameter: 'start', value: start },
  });
}

/** From Monday (0) to Sunday (6). */
const weekdayOf = (midnight: number): number => (new Date(midnight).getUTCDay() + 6) % 7;

/** Each day of the ranges, as month and day; null where a text is no list of them. */
function daysOf(holidays: string): Set<string> | null {
  const days = new Set<string>();
  for (const range of holidays.split(',').filter((text) => text !== '')) {
    const [first = '', last = first] = range.split('/');
    // In a leap year, which has every day.
    const [from, to] = [Date.parse(`2024-${first}`), Date.parse(`2024-${last}`)];
    if (Number.isNaN(from + to)) return null;
    // A range may begin in one year and end in the next.
    const length = (to - from + (to < from ? 366 * DAY : 0)) / DAY;
    for (let n = 0; n <= length; n++) days.add(new Date(from + n * DAY).toISOString().slice(5, 10));
  }
  return days;
}
