import { after, DAY } from '../random/clock.ts';

/** Midnight (UTC) of the Monday on or before `date`. */
export function mondayOf(date: Date): Date {
  const midnight = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return after(midnight, -sinceMonday * DAY);
}
