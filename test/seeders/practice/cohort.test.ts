import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Session, Submission } from '../../../src/entities/practice.ts';
import { problemOf } from '../../../src/factories/practice/words.ts';
import { DAY, DEFAULT_NOW, HOUR, MINUTE } from '../../../src/random/clock.ts';
import { cohort } from '../../../src/seeders/practice/cohort.ts';
import { byId, Made, rewritten } from '../timeline.ts';

const dates = { min: new Date('2023-01-01'), max: new Date('2027-12-31'), noInvalidDate: true };
const runs = { numRuns: 12, seed: 18 };
const made = new Made(cohort, 0, DEFAULT_NOW);
const many = new Made(cohort, 0, DEFAULT_NOW, { learners: 300 });
const submissions = Map.groupBy(many.of(Submission), ({ session }) => session);

describe('for any seed and time', () => {
  test('sessions of a learner do not overlap, and what is handed in is within its own', () => {
    fc.assert(
      fc.property(fc.integer(), fc.date(dates), (seed, now) => {
        const some = new Made(cohort, seed, now, { learners: 8 });
        const sessions = byId(some.of(Session));
        for (const { session, createdAt, problemId } of some.of(Submission)) {
          const { startedAt = now, updatedAt = now, problemId: its } = sessions.get(session) ?? {};
          expect(startedAt < createdAt && createdAt <= updatedAt && updatedAt <= now).toBe(true);
          expect(problemId).toBe(its);
        }
        for (const own of Map.groupBy(sessions.values(), ({ userId }) => userId).values()) {
          for (const [i, { startedAt }] of own.slice(1).entries()) {
            expect(Number(startedAt)).toBeGreaterThan(Number(own[i]?.updatedAt));
          }
          expect(own.slice(0, -1).filter(({ status }) => status === 'active')).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('the time that it is now cuts off what is to come', () => {
    const times = fc.record({
      start: fc.date(dates),
      days: fc.integer({ min: -3, max: 50 }),
      hours: fc.nat(72),
    });
    fc.assert(
      fc.property(fc.integer(), times, (seed, { start, days, hours }) => {
        const given = { learners: 6, start: start.toISOString().slice(0, 10) };
        const now = new Date(start.getTime() + days * DAY);
        const later = new Date(now.getTime() + hours * HOUR);
        expect(rewritten(new Made(cohort, seed, now, given), new Made(cohort, seed, later, given))).toEqual(
          [],
        );
      }),
      runs,
    );
  });
});

describe('what is found in it', () => {
  const ended = (mode: string): string[] =>
    many
      .of(Session)
      .filter((session) => session.mode === mode && session.status !== 'active')
      .map(({ status }) => String(status));
  const share = <T>(values: readonly T[], is: (value: T) => boolean): number =>
    values.filter(is).length / values.length;

  test('sessions of each mode, most of them finished, some given up, some running', () => {
    for (const mode of ['track', 'practice', 'mock']) {
      expect(ended(mode).length).toBeGreaterThan(30);
      expect(share(ended(mode), (status) => status === 'completed')).toBeGreaterThan(0.4);
      expect(share(ended(mode), (status) => status === 'abandoned')).toBeGreaterThan(0.03);
    }
    expect(made.of(Session).some(({ status }) => status === 'active')).toBe(true);
  });

  test('interviews have no hints and end in time', () => {
    for (const { mode, lastHintLevel, startedAt, updatedAt } of many.of(Session)) {
      if (mode !== 'mock') continue;
      expect(lastHintLevel).toBe(0);
      expect(updatedAt.getTime() - startedAt.getTime()).toBeLessThanOrEqual(47 * MINUTE);
    }
  });

  test('categories are pitfalls of their problem, and stay for a while', () => {
    for (const { problemId, categories } of many.of(Submission)) {
      for (const category of categories) expect(problemOf(problemId).pitfalls).toContain(category);
    }
    const failed = [...submissions.values()].flatMap((own) =>
      own.slice(1).map((one, i) => [own[i]?.categories[0], one.categories[0]] as const),
    );
    const both = failed.filter(([first, second]) => first !== undefined && second !== undefined);
    expect(share(both, ([first, second]) => first === second)).toBeGreaterThan(0.6);
    expect(share(both, ([first, second]) => first === second)).toBeLessThan(0.98);
  });

  test('learners and sessions of different size', () => {
    const sizes = (groups: Iterable<readonly unknown[]>) => new Set([...groups].map(({ length }) => length));
    expect(sizes(Map.groupBy(many.of(Session), ({ userId }) => userId).values()).size).toBeGreaterThan(12);
    expect(sizes(submissions.values()).size).toBeGreaterThan(10);
    expect(many.of(Session).length - submissions.size).toBeGreaterThan(20);
  });

  test('the same learners are good at all problems, and mostly keep to a language', () => {
    const shares = [...Map.groupBy(many.of(Session), ({ userId }) => userId).values()]
      .filter(({ length }) => length >= 6)
      .map((own) => share(own, ({ status }) => status === 'completed'));
    expect(Math.min(...shares)).toBeLessThan(0.35);
    expect(Math.max(...shares)).toBeGreaterThan(0.9);
    for (const own of Map.groupBy(many.of(Submission), ({ userId }) => userId).values()) {
      expect(
        new Set(own.map(({ language }) => language).filter((one) => one !== null)).size,
      ).toBeLessThanOrEqual(1);
    }
  });

  test('hours of life: evenings, few at night, none on the hour', () => {
    const begun = many.of(Session).map(({ startedAt }) => startedAt);
    expect(share(begun, (at) => at.getUTCHours() >= 15 && at.getUTCHours() < 23)).toBeGreaterThan(0.5);
    expect(share(begun, (at) => at.getUTCHours() >= 1 && at.getUTCHours() < 6)).toBeLessThan(0.03);
    expect(share(begun, (at) => at.getTime() % HOUR < MINUTE)).toBeLessThan(0.04);
  });

  test('some hand in the same again', () => {
    const hashes = new Set(many.of(Submission).map(({ payloadSha256 }) => payloadSha256));
    expect(1 - hashes.size / many.of(Submission).length).toBeGreaterThan(0.03);
    expect(1 - hashes.size / many.of(Submission).length).toBeLessThan(0.2);
  });
});
