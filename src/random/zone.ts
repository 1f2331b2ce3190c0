import { DAY, HOUR, MINUTE } from './clock.ts';

/** The time from which a zone is so far ahead of UTC (milliseconds), until the next of them. */
interface Offset {
  readonly from: number;
  readonly ahead: number;
}

/**
 * The clocks of one time zone between two moments, daylight saving included. Local times are milliseconds as UTC would
 * count them: what a clock on the wall shows.
 *
 * @example new Zone('Europe/Dublin', from, to).local(new Date('2026-07-01T10:00:00Z')) // noon
 */
export class Zone {
  readonly #offsets: readonly Offset[];

  /** @throws RangeError where there is no such zone */
  constructor(name: string, from: Date, to: Date) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    const aheadAt = (time: number): number => minutesOf(format, time) * MINUTE;
    const offsets: Offset[] = [{ from: Number.NEGATIVE_INFINITY, ahead: aheadAt(from.getTime()) }];
    // No zone changes its clocks twice within a week.
    for (let time = from.getTime(); time < to.getTime(); time += 7 * DAY) {
      const ahead = aheadAt(time + 7 * DAY);
      if (ahead === offsets.at(-1)?.ahead) continue;
      offsets.push({ from: changeBetween(time, time + 7 * DAY, (at) => aheadAt(at) === ahead), ahead });
    }
    this.#offsets = offsets;
  }

  /** What the clocks show at a moment. */
  local(moment: Date): number {
    return moment.getTime() + this.#aheadAt(moment.getTime());
  }

  /** The moment at which the clocks show that; of an hour that they show twice, the second; of one they leave out, the next. */
  moment(local: number): Date {
    const guess = local - this.#aheadAt(local);
    return new Date(local - this.#aheadAt(guess));
  }

  #aheadAt(time: number): number {
    let ahead = 0;
    for (const offset of this.#offsets) {
      if (offset.from > time) break;
      ahead = offset.ahead;
    }
    return ahead;
  }
}

/** The first quarter of an hour between two moments at which something is so that was not so before. */
function changeBetween(from: number, to: number, isSo: (time: number) => boolean): number {
  let [before, after] = [from, to];
  while (after - before > HOUR / 4) {
    const middle = before + Math.floor((after - before) / 2 / (HOUR / 4)) * (HOUR / 4);
    if (middle === before) break;
    if (isSo(middle)) after = middle;
    else before = middle;
  }
  return after;
}

/** @example isZone('Europe/Dublin') // true */
export const isZone = (name: string): boolean =>
  name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);

/** How far a zone is ahead of UTC, in minutes. */
function minutesOf(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}
