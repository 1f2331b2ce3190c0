import { DAY, HOUR, MINUTE, SECOND } from '../random/clock.ts';
import type { ColumnContext } from './context.ts';

const YEAR = 365 * DAY;

/** How far back the history of a sample goes. */
const PERIOD = 2 * YEAR;

const CREATED = /^(created|inserted|added|registered|joined|placed|ordered|issued|submitted)|creation/i;
const FUTURE =
  /expir|due|until|deadline|ends?_|end(s|ed)?_?(at|on|date|time)?$|finish|valid_to|next|scheduled|return_?by/i;
const BIRTH = /birth|^dob$/i;
const STARTS = /^(start|begin|from|valid_from|opens)/i;
const GONE =
  /^(deleted|archived|removed|cancell?ed|revoked|disabled|blocked|banned|suspended|locked|rejected|failed|refunded)/i;

/** How often a column that may be null has a value. */
export function filledRate(column: string): number {
  if (GONE.test(column)) return 0.06;
  // What a thing is called is mostly known, whatever its table allows.
  return /name|title|e_?mail|label|subject/i.test(column) ? 1 : 0.85;
}

/**
 * The instant of a time column, in whole seconds. What is created lies in the two years before now, rather late than
 * early; what comes later in a row is never before what came earlier.
 *
 * @param earlier the properties of the same row that come before it in time
 */
export function instantFor(column: string, earlier: readonly string[]): (context: ColumnContext) => Date {
  return ({ now: reference, random, row }) => {
    const now = reference.getTime();
    const known = earlier.flatMap((property) => timeOf(row[property]) ?? []);
    const start = known.length === 0 ? undefined : Math.max(...known);
    if (BIRTH.test(column)) return whole(now - random.integer(18, 75) * YEAR - random.integer(0, 364) * DAY);
    if (FUTURE.test(column))
      return whole((start ?? now) + random.integer(1, 60) * DAY + random.integer(0, 23) * HOUR);
    if (start !== undefined && !CREATED.test(column))
      return whole(Math.max(start, start + Math.floor(Math.max(0, now - start) * random.unit() ** 3)));
    return whole(now - Math.floor(PERIOD * random.unit() ** 2) - MINUTE);
  };
}

/** Whether a column's time is before that of others in its row. */
export const isEarly = (column: string): boolean => CREATED.test(column) || STARTS.test(column);

export const isLate = (column: string): boolean => !isEarly(column) && !BIRTH.test(column);

const whole = (time: number): Date => new Date(Math.floor(time / SECOND) * SECOND);

function timeOf(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)
    ? Date.parse(value.length === 10 ? value : `${value.slice(0, 19).replace(' ', 'T')}Z`)
    : undefined;
}

/** @example dayOf(new Date('2026-01-14T10:00:00Z')) // '2026-01-14' */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
