import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Organisation, Porf, PorfLine, Session, User } from '../../../src/entities/procurement.ts';
import { organisationName } from '../../../src/factories/procurement/words.ts';
import { DAY, DEFAULT_NOW, HOUR } from '../../../src/random/clock.ts';
import { quarterEnd } from '../../../src/seeders/procurement/quarter-end.ts';
import { byId, Made, rewritten } from '../timeline.ts';

type Numbered = Pick<Porf, 'id' | 'createdAt' | 'updatedAt'>;

const dates = { min: new Date('2023-01-01'), max: new Date('2027-12-31'), noInvalidDate: true };
const cases = fc.record({
  seed: fc.integer(),
  now: fc.date(dates),
  organisations: fc.integer({ min: 1, max: 6 }),
});
const runs = { numRuns: 12, seed: 18 };
const default4 = new Made(quarterEnd, 0, DEFAULT_NOW);
const many = new Made(quarterEnd, 0, DEFAULT_NOW, { organisations: 40 });

const each = (check: (made: Made) => void): void =>
  fc.assert(
    fc.property(cases, ({ seed, now, organisations }) => {
      check(new Made(quarterEnd, seed, now, { organisations }));
    }),
    runs,
  );

describe('for any seed, time and size', () => {
  test('keys and form numbers are in the order of their times, without gaps', () => {
    each((made) => {
      for (const entity of [Organisation, User, Session, Porf, PorfLine] as const) {
        const rows = made.of<Numbered>(entity).sort((a, b) => a.id - b.id);
        expect(rows.map(({ id }) => id)).toEqual(rows.map((_, i) => i + 1));
        expect(rows).toEqual(
          rows.toSorted((a, b) => Number(a.createdAt) - Number(b.createdAt) || a.id - b.id),
        );
      }
      const forms = made.of(Porf);
      expect(forms.map(({ porfNo }) => porfNo).sort()).toEqual(
        forms.sort((a, b) => a.id - b.id).map(({ porfNo }) => porfNo),
      );
    });
  });

  test('forms and lines are written within a session of their author, who is there', () => {
    each((made) => {
      const users = byId(made.of(User));
      const forms = byId(made.of(Porf));
      const sessions = made.of(Session);
      const isSignedIn = (user: unknown, at: Date): boolean =>
        sessions.some((one) => one.user === user && one.createdAt <= at && at <= one.lastActivity);
      for (const { user, createdAt } of forms.values()) expect(isSignedIn(user, createdAt)).toBe(true);
      for (const { porf, createdAt } of made.of(PorfLine)) {
        const form = forms.get(porf);
        expect(isSignedIn(form?.user, createdAt)).toBe(true);
        const author = users.get(form?.user);
        expect(author?.lastLogin).not.toBeNull();
        expect(author?.isActive || createdAt <= (author?.updatedAt ?? createdAt)).toBe(true);
      }
    });
  });

  test('nobody signs in before they were invited, after they left, or in an expired session', () => {
    each((made) => {
      const users = byId(made.of(User));
      for (const { user, createdAt, lastActivity, expiresAt } of made.of(Session)) {
        const { createdAt: joinedAt, isActive, updatedAt, lastLogin } = users.get(user) ?? {};
        expect(createdAt > (joinedAt ?? made.now)).toBe(true);
        expect(createdAt <= (lastLogin ?? createdAt)).toBe(true);
        if (!isActive) expect(lastActivity <= (updatedAt ?? lastActivity)).toBe(true);
        expect(createdAt <= lastActivity && lastActivity < expiresAt).toBe(true);
      }
    });
  });

  test('nothing but the end of a session is later than now', () => {
    each((made) => {
      for (const entity of made.entities) {
        for (const { createdAt, updatedAt } of made.of<Numbered>(entity as typeof Porf)) {
          expect(createdAt <= updatedAt && updatedAt <= made.now).toBe(true);
        }
      }
    });
  });

  test('the time that it is now cuts off what is to come', () => {
    const times = fc.record({
      start: fc.date(dates),
      days: fc.integer({ min: -14, max: 100 }),
      hours: fc.nat(72),
    });
    fc.assert(
      fc.property(fc.integer(), times, (seed, { start, days, hours }) => {
        const given = { organisations: 2, start: start.toISOString().slice(0, 10) };
        const now = new Date(start.getTime() + days * DAY);
        const before = new Made(quarterEnd, seed, now, given);
        const later = new Date(now.getTime() + hours * HOUR);
        expect(rewritten(before, new Made(quarterEnd, seed, later, given))).toEqual([]);
      }),
      runs,
    );
  });
});

describe('what is found in it', () => {
  test('forms in every state, those of the last days waiting', () => {
    const states = new Set(default4.of(Porf).map(({ status }) => status));
    expect(states).toEqual(new Set(['draft', 'pending', 'approved', 'rejected', 'cancelled']));
  });

  test('organisations, people and forms of different sizes', () => {
    const sizes = (keys: readonly unknown[]) =>
      new Set([...Map.groupBy(keys, (key) => key).values()].map(({ length }) => length));
    expect(sizes(many.of(User).map(({ organisation }) => organisation)).size).toBeGreaterThan(8);
    expect(sizes(many.of(Porf).map(({ organisation }) => organisation)).size).toBeGreaterThan(15);
    expect(sizes(many.of(Porf).map(({ user }) => user)).size).toBeGreaterThan(10);
    expect(sizes(many.of(Session).map(({ user }) => user)).size).toBeGreaterThan(5);
    expect(sizes(many.of(PorfLine).map(({ porf }) => porf)).size).toBeGreaterThan(8);
  });

  test('a timetable for each organisation', () => {
    const [first, second] = default4.of(Organisation).map(({ id }) =>
      default4
        .of(Porf)
        .filter(({ organisation }) => organisation === id)
        .map(({ createdAt }) => createdAt.getTime()),
    );
    expect(first?.some((time) => second?.includes(time))).toBe(false);
  });

  test('a few who have never signed in, who have no name yet, and a few who have left', () => {
    const users = many.of(User);
    const share = (is: (user: (typeof users)[number]) => boolean): number =>
      users.filter(is).length / users.length;
    expect(share(({ lastLogin }) => lastLogin === null)).toBeGreaterThan(0.02);
    expect(share(({ lastLogin }) => lastLogin === null)).toBeLessThan(0.15);
    expect(share(({ isActive }) => !isActive)).toBeGreaterThan(0.02);
    expect(users.filter(({ lastLogin, name }) => (lastLogin === null) !== (name === null))).toEqual([]);
  });

  test('nothing at weekends, at night and over Christmas, and little over lunch', () => {
    const hours = new Map<number, number>();
    for (const { createdAt } of many.of(Porf)) {
      expect(createdAt.getUTCDay() % 6).not.toBe(0);
      expect(createdAt.toISOString()).not.toMatch(/-12-2[4-9]|-12-3|-01-01/);
      hours.set(createdAt.getUTCHours(), (hours.get(createdAt.getUTCHours()) ?? 0) + 1);
    }
    expect(Math.min(...hours.keys())).toBe(7);
    expect(Math.max(...hours.keys())).toBe(18);
    expect(hours.get(12)).toBeLessThan((hours.get(11) ?? 0) / 2);
  });

  test('the more forms, the nearer the end', () => {
    const end = DEFAULT_NOW.getTime();
    const since = (weeks: number): number =>
      many.of(Porf).filter(({ createdAt }) => createdAt.getTime() > end - weeks * 7 * DAY).length;
    // Christmas lies between.
    expect(since(2)).toBeGreaterThan((1.5 * many.of(Porf).length * 2) / 13);
  });

  test('names that all differ', () => {
    const names = Array.from({ length: 10_000 }, (_, k) => organisationName(k));
    expect(new Set(names).size).toBe(10_000);
    expect(names.slice(0, 4_800).filter((name) => /\d/.test(name))).toEqual([]);
  });
});
