import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, WEEK } from '../../../src/random/clock.ts';
import { Hours, officeHours, studyHours } from '../../../src/seeders/course/hours.ts';

/** So many milliseconds after a Monday's first moment. */
const monday = (milliseconds: number): Date => new Date(Date.UTC(2026, 0, 12) + milliseconds);

describe('hours', () => {
  test.each<{ hours: Hours; from: number; to: number; length: number }>([
    { hours: officeHours, from: 0, to: WEEK, length: 40 * HOUR },
    { hours: officeHours, from: 0, to: DAY, length: 8 * HOUR },
    { hours: officeHours, from: 10 * HOUR, to: 10 * HOUR + 5 * MINUTE, length: 5 * MINUTE },
    { hours: officeHours, from: 5 * DAY, to: 7 * DAY, length: 0 },
    { hours: officeHours, from: 18 * HOUR, to: DAY + 8 * HOUR, length: 0 },
    { hours: studyHours, from: 5 * DAY, to: 7 * DAY, length: 28 * HOUR },
    { hours: studyHours, from: -WEEK, to: WEEK, length: 2 * 7 * 14 * HOUR },
    { hours: new Hours(1, 0, 24), from: 0, to: 3 * WEEK, length: 3 * DAY },
  ])('from $from to $to are $length', ({ hours, from, to, length }) => {
    expect(hours.within(monday(from), monday(to))).toBe(length);
  });

  test('pass in their own time', () => {
    const friday = monday(4 * DAY + 16 * HOUR);
    const next = monday(WEEK + 10 * HOUR);
    expect(officeHours.between(friday, next, 0)).toEqual(friday);
    expect(officeHours.between(friday, next, 0.25)).toEqual(monday(4 * DAY + 16.5 * HOUR));
    expect(officeHours.between(friday, next, 0.75)).toEqual(monday(WEEK + 9.5 * HOUR));
  });

  test('are never outside of the moments around them, and greater shares are no earlier', () => {
    const moments = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(moments, fc.nat(WEEK), share, share, (from, length, one, other) => {
        const to = new Date(from.getTime() + length);
        for (const hours of [officeHours, studyHours]) {
          const first = hours.between(from, to, Math.min(one, other));
          const second = hours.between(from, to, Math.max(one, other));
          expect([from <= first, first <= second, second <= to]).toEqual([true, true, true]);
        }
      }),
    );
  });
});
