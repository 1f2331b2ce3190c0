import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Course } from '../../../src/entities/course/catalog.ts';
import { CourseContent } from '../../../src/entities/course/content.ts';
import { CourseMember } from '../../../src/entities/course/members.ts';
import { Account, Profile, StudentProfile, User } from '../../../src/entities/course/people.ts';
import {
  CourseSubmissionGroup,
  CourseSubmissionGroupMember,
  Result,
} from '../../../src/entities/course/submissions.ts';
import { DAY, DEFAULT_NOW, HOUR } from '../../../src/random/clock.ts';
import { university } from '../../../src/seeders/course/university.ts';
import { byId, Made } from '../timeline.ts';

const small = { users: 1_000, courses: 12, students: 40, tasks: 6 };
const made = new Made(university, 0, DEFAULT_NOW, small);

const cases = fc.record({
  seed: fc.integer(),
  now: fc.date({ min: new Date('2023-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
  courses: fc.integer({ min: 1, max: 3 }),
  students: fc.integer({ min: 1, max: 21 }),
  tasks: fc.integer({ min: 1, max: 30 }),
  attempts: fc.integer({ min: 1, max: 10 }),
});

const deadlineOf = ({ properties }: { readonly properties?: unknown }): Date =>
  new Date(String((properties as { deadline?: unknown } | undefined)?.deadline));

describe('for any seed, time and size', () => {
  test('everything comes after its cause, and before now', () => {
    fc.assert(
      fc.property(cases, ({ seed, now, ...given }) => {
        const some = new Made(university, seed, now, { users: 1_000, ...given });
        const [users, courses, members] = [
          byId(some.of(User)),
          byId(some.of(Course)),
          byId(some.of(CourseMember)),
        ];
        const [contents, groups] = [byId(some.of(CourseContent)), byId(some.of(CourseSubmissionGroup))];
        const inOrder = (...moments: (Date | undefined)[]) => {
          for (const [i, moment] of moments.slice(1).entries()) {
            expect(Number(moments[i])).toBeLessThanOrEqual(Number(moment));
          }
        };
        for (const { user, createdAt } of [
          ...some.of(Account),
          ...some.of(Profile),
          ...some.of(StudentProfile),
        ]) {
          inOrder(users.get(user)?.createdAt, createdAt, now);
        }
        for (const { user, course, createdAt } of members.values()) {
          inOrder(users.get(user)?.createdAt, createdAt, now);
          inOrder(courses.get(course)?.createdAt, createdAt);
        }
        for (const { course, createdAt } of contents.values())
          inOrder(courses.get(course)?.createdAt, createdAt);
        const lastRuns = new Map<unknown, Date>();
        for (const run of some.of(Result)) {
          inOrder(members.get(run.courseMember)?.createdAt, groups.get(run.courseSubmissionGroup)?.createdAt);
          inOrder(groups.get(run.courseSubmissionGroup)?.createdAt, run.createdAt, now);
          const before = lastRuns.get(run.courseSubmissionGroup);
          if (before) expect(run.createdAt > before).toBe(true);
          lastRuns.set(run.courseSubmissionGroup, run.createdAt);
        }
        for (const { id, createdAt, updatedAt, grading, version, courseContent } of groups.values()) {
          inOrder(contents.get(courseContent)?.createdAt, createdAt, updatedAt, now);
          expect([version > 0, updatedAt > createdAt]).toEqual([grading !== null, grading !== null]);
          if (grading !== null) inOrder(lastRuns.get(id), updatedAt);
        }
      }),
      { numRuns: 8, seed: 18 },
    );
  });
});

describe('what is found in it', () => {
  const groups = byId(made.of(CourseSubmissionGroup));
  const contents = byId(made.of(CourseContent));
  const runs = Map.groupBy(made.of(Result), ({ courseSubmissionGroup }) => courseSubmissionGroup);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: readonly number[]): number =>
    mean(values.map((value) => (value - mean(values)) ** 2)) * (values.length / (values.length - 1));

  /** The share of the variance between those that numbers are of: as the query M15 of the metrics. */
  function between(values: readonly { readonly of: unknown; readonly value: number }[]): number {
    const each = [...Map.groupBy(values, ({ of }) => of).values()]
      .map((own) => own.map(({ value }) => value))
      .filter(({ length }) => length >= 3);
    const within = mean(each.map(variance));
    const among = variance(each.map(mean)) - within / mean(each.map(({ length }) => length));
    return among / (among + within);
  }

  const scores = made
    .of(CourseSubmissionGroupMember)
    .flatMap(({ courseMember, courseSubmissionGroup, courseContent }) => {
      const last = runs.get(courseSubmissionGroup)?.at(-1);
      return last ? [{ courseMember, courseContent, last }] : [];
    });

  test('the same students are good at all tasks', () => {
    const means = new Map(
      [...Map.groupBy(scores, ({ courseContent }) => courseContent)].map(([content, own]) => [
        content,
        mean(own.map(({ last }) => last.result)),
      ]),
    );
    const centred = scores.map(({ courseMember, courseContent, last }) => ({
      of: courseMember,
      value: last.result - (means.get(courseContent) ?? 0),
    }));
    expect(between(centred)).toBeGreaterThan(0.35);
    expect(between(centred)).toBeLessThan(0.65);
    expect(Math.sqrt(variance([...means.values()]))).toBeGreaterThan(0.015);
  });

  test('and in all their courses', () => {
    const members = byId(made.of(CourseMember));
    const courses = [...Map.groupBy(scores, ({ courseMember }) => courseMember)].map(([member, own]) => ({
      of: members.get(member)?.user,
      value: mean(own.map(({ last }) => last.result)),
    }));
    const pairs = [...Map.groupBy(courses, ({ of }) => of).values()].filter(({ length }) => length > 1);
    expect(pairs.length).toBeGreaterThan(50);
    const [x, y] = [0, 1].map((i) => pairs.map((pair) => pair[i]?.value ?? 0)) as [number[], number[]];
    const covariance = mean(x.map((value, i) => (value - mean(x)) * ((y[i] ?? 0) - mean(y))));
    expect(covariance / Math.sqrt(variance(x) * variance(y))).toBeGreaterThan(0.5);
  });

  test('those who are late once are late again', () => {
    const late = scores.map(({ courseMember, courseContent, last }) => {
      const content = contents.get(courseContent);
      return { of: courseMember, value: content && last.createdAt > deadlineOf(content) ? 1 : 0 };
    });
    expect(mean(late.map(({ value }) => value))).toBeGreaterThan(0.04);
    expect(mean(late.map(({ value }) => value))).toBeLessThan(0.18);
    expect(between(late)).toBeGreaterThan(0.08);
  });

  test('tasks with titles, texts and deadlines', () => {
    const tasks = made.of(CourseContent).filter(({ maxGroupSize }) => maxGroupSize !== null);
    expect(tasks).toHaveLength(12 * 6);
    for (const task of tasks) {
      expect(task.description?.length).toBeGreaterThan(40);
      expect(deadlineOf(task).getTime()).toBeLessThan(DEFAULT_NOW.getTime());
    }
    expect(new Set(tasks.map(({ title }) => title)).size).toBe(12 * 6);
    expect(new Set(tasks.map((task) => deadlineOf(task).getUTCDay())).size).toBeGreaterThan(2);
  });

  test('as many attempts as were asked for, unevenly', () => {
    const counts = [...groups.values()].map(({ id }) => runs.get(id)?.length ?? 0);
    expect(mean(counts)).toBe(2);
    expect(new Set(counts)).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(counts.filter((count) => count === 0).length / counts.length).toBeLessThan(0.15);
  });

  test('no column of times that has few moments', () => {
    for (const entity of [User, Account, Profile, CourseMember, CourseSubmissionGroup, Result]) {
      const rows = made.all(entity);
      for (const column of ['createdAt', 'updatedAt']) {
        expect(new Set(rows.map((row) => Number(row[column]))).size / rows.length).toBeGreaterThan(0.95);
      }
    }
  });

  test('hours of life: work until the deadline, grading in office hours', () => {
    const last = scores.filter(({ courseContent, last: { createdAt } }) => {
      const content = contents.get(courseContent);
      const left = content ? deadlineOf(content).getTime() - createdAt.getTime() : 0;
      return left >= 0 && left < DAY;
    });
    expect(last.length / scores.length).toBeGreaterThan(0.35);
    const hours = made.of(Result).map(({ createdAt }) => createdAt.getUTCHours());
    expect(hours.filter((hour) => hour >= 2 && hour < 6).length / hours.length).toBeLessThan(0.04);
    for (const { grading, updatedAt } of groups.values()) {
      if (grading === null) continue;
      expect(updatedAt.getUTCDay() % 6).not.toBe(0);
      const time = updatedAt.getTime() % DAY;
      expect(time >= 8 * HOUR && time < 18 * HOUR).toBe(true);
    }
  });
});
