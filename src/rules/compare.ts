/** Comparisons as SQL makes them: what is null, or of another type, is neither before nor outside anything. */

export const isPresent = (value: unknown): boolean => value !== null && value !== undefined;

export const isBefore = (one: unknown, other: unknown): boolean =>
  one instanceof Date && other instanceof Date && one.getTime() < other.getTime();

/** For PostgreSQL, what is no number is above all numbers. */
export const isAbove = (one: unknown, other: unknown): boolean =>
  typeof one === 'number' &&
  typeof other === 'number' &&
  (one > other || (Number.isNaN(one) && !Number.isNaN(other)));

/** Whether a share is outside 0 to 1. */
export const isNoShare = (value: unknown): boolean => isAbove(0, value) || isAbove(value, 1);

/** Whether both are there and differ. */
export const isOther = (one: unknown, other: unknown): boolean =>
  isPresent(one) && isPresent(other) && one !== other;

/** Whether a text is there and does not match. */
export const isUnlike = (value: unknown, pattern: RegExp): boolean =>
  typeof value === 'string' && !pattern.test(value);

/** How many there are. */
export function count(all: Iterable<unknown>): number {
  let n = 0;
  for (const _ of all) n++;
  return n;
}
