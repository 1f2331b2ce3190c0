import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Boardroom, Session, Thread, User } from '../../../src/entities/boardroom.ts';
import { DAY, DEFAULT_NOW, HOUR, MINUTE } from '../../../src/random/clock.ts';
import { quarter } from '../../../src/seeders/boardroom/quarter.ts';
import { byId, Made, rewritten } from '../timeline.ts';

const dates = { min: new Date('2023-01-01'), max: new Date('2027-12-31'), noInvalidDate: true };
const runs = { numRuns: 12, seed: 18 };
const made = new Made(quarter, 0, DEFAULT_NOW);
const many = new Made(quarter, 0, DEFAULT_NOW, { rooms: 60 });
const sizes = (keys: readonly unknown[]) =>
  new Set([...Map.groupBy(keys, (key) => key).values()].map(({ length }) => length));

describe('for any seed and time', () => {
  test('threads are written in their session, by people who have come and not left', () => {
    fc.assert(
      fc.property(fc.integer(), fc.date(dates), (seed, now) => {
        const some = new Made(quarter, seed, now, { rooms: 5 });
        const [users, sessions] = [byId(some.of(User)), byId(some.of(Session))];
        for (const { session, user, createdAt, updatedAt } of some.of(Thread)) {
          const { startedAt, endedAt, status } = sessions.get(session) ?? {};
          expect(startedAt && startedAt <= createdAt && createdAt <= (endedAt ?? now)).toBe(true);
          expect(status).not.toBe('cancelled');
          expect(!updatedAt || (createdAt <= updatedAt && updatedAt <= now)).toBe(true);
          const author = users.get(user);
          expect(author?.isVerified).toBe(true);
          expect(author && author.createdAt < createdAt).toBe(true);
          if (!author?.isActive) expect(Number(author?.updatedAt)).toBeGreaterThan(Number(createdAt));
        }
      }),
      runs,
    );
  });

  test('decisions come after the discussion that they are about', () => {
    fc.assert(
      fc.property(fc.integer(), fc.date(dates), (seed, now) => {
        for (const own of Map.groupBy(
          new Made(quarter, seed, now, { rooms: 5 }).of(Thread),
          (one) => one.session,
        ).values()) {
          const types = own.map(({ threadType }) => threadType);
          for (const [t, type] of types.entries()) {
            if (type === 'decision') expect(types[t - 1]).toBe('discussion');
            if (type === 'action_item') expect(['discussion', 'decision']).toContain(types[t - 1]);
          }
          expect(own).toEqual(own.toSorted((a, b) => Number(a.createdAt) - Number(b.createdAt)));
        }
      }),
      runs,
    );
  });

  test('sessions are in rooms that exist, and of people who have come', () => {
    fc.assert(
      fc.property(fc.integer(), fc.date(dates), (seed, now) => {
        const some = new Made(quarter, seed, now, { rooms: 5 });
        const [users, rooms] = [byId(some.of(User)), byId(some.of(Boardroom))];
        for (const { boardroom, user, createdAt, updatedAt, startedAt, endedAt } of some.of(Session)) {
          const room = rooms.get(boardroom);
          expect(room && room.createdAt < createdAt && createdAt <= now).toBe(true);
          expect(users.has(user)).toBe(true);
          if (room?.isActive === false)
            expect(Number(endedAt ?? createdAt)).toBeLessThan(Number(room.updatedAt));
          if (startedAt) expect(startedAt > createdAt && startedAt <= now).toBe(true);
          expect(!updatedAt || (createdAt < updatedAt && updatedAt <= now)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('the time that it is now cuts off what is to come', () => {
    const times = fc.record({
      start: fc.date(dates),
      days: fc.integer({ min: -14, max: 120 }),
      hours: fc.nat(72),
    });
    fc.assert(
      fc.property(fc.integer(), times, (seed, { start, days, hours }) => {
        const given = { rooms: 3, start: start.toISOString().slice(0, 10) };
        const now = new Date(start.getTime() + days * DAY);
        const later = new Date(now.getTime() + hours * HOUR);
        expect(rewritten(new Made(quarter, seed, now, given), new Made(quarter, seed, later, given))).toEqual(
          [],
        );
      }),
      runs,
    );
  });
});

describe('what is found in it', () => {
  test('sessions and threads in every state', () => {
    const states = (rows: readonly { status: unknown }[]) => new Set(rows.map(({ status }) => status));
    expect(states(many.of(Session))).toEqual(new Set(['active', 'completed', 'paused', 'cancelled']));
    expect(states(made.of(Thread))).toEqual(new Set(['active', 'closed', 'archived']));
    expect(new Set(made.of(Thread).map(({ threadType }) => threadType)).size).toBe(4);
  });

  test('one that is running, and ones that are planned', () => {
    const active = made.of(Session).filter(({ status }) => status === 'active');
    const recent = DEFAULT_NOW.getTime() - 2 * HOUR;
    expect(active.some(({ startedAt }) => startedAt && startedAt.getTime() > recent)).toBe(true);
    expect(active.some(({ startedAt }) => startedAt === null)).toBe(true);
  });

  test('rooms, sessions and people of different size', () => {
    expect(sizes(many.of(Session).map(({ boardroom }) => boardroom)).size).toBeGreaterThan(6);
    expect(sizes(many.of(Thread).map(({ session }) => session)).size).toBeGreaterThan(10);
    expect(sizes(many.of(Thread).map(({ user }) => user)).size).toBeGreaterThan(25);
  });

  test('hours of life: office hours, no start on the hour', () => {
    const starts = many.of(Session).flatMap(({ startedAt }) => (startedAt ? [startedAt] : []));
    for (const start of starts) {
      expect(start.getUTCDay() % 6).not.toBe(0);
      expect(start.getUTCHours()).toBeGreaterThanOrEqual(8);
      expect(start.getUTCHours()).toBeLessThan(17);
    }
    expect(starts.filter((start) => start.getTime() % HOUR === 0)).toEqual([]);
    expect(new Set(starts.map((start) => Math.floor(start.getTime() / MINUTE) % 60)).size).toBeGreaterThan(
      30,
    );
  });

  test('texts without a slot that was left empty, many of them different', () => {
    const texts = many
      .of(Thread)
      .filter(({ threadType }) => threadType !== 'note')
      .map(({ title, content }) => `${title} ${content}`);
    expect(texts.filter((text) => /[{}]|undefined| {2}/.test(text))).toEqual([]);
    expect(new Set(texts).size / texts.length).toBeGreaterThan(0.35);
  });
});
