import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { CourseMember } from '../../src/entities/course/members.ts';
import { User } from '../../src/entities/course/people.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { university } from '../../src/seeders/course/university.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';

const origin = { seed: 5, now: DEFAULT_NOW };
const small = { users: 2_500, courses: 21, students: 30, tasks: 3, attempts: 2 };

describe('university', () => {
  test('has as many rows as its parameters say', () => {
    const { tables } = plan(course, university, small, origin);
    const handIns = small.courses * small.students * small.tasks;
    expect(tables).toMatchObject({
      user: small.users,
      account: small.users,
      profile: small.users,
      student_profile: small.users - 100,
      course: small.courses,
      course_member: small.courses * (small.students + 5),
      course_submission_group: handIns,
      course_submission_group_member: handIns,
      result: handIns * small.attempts,
    });
  });

  test.each([
    small,
    { users: 1_000, courses: 1, students: 500, tasks: 1, attempts: 10 },
    { users: 1_001, courses: 45, students: 1, tasks: 30, attempts: 1 },
  ])('keeps to every rule with %j', async (parameters) => {
    const { client } = await freshDatabase({ template: 'course' });
    await seed(client, course, university, origin, { parameters });
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
  });

  test('makes its largest parts no larger when there are more of them', () => {
    const largest = (courses: number, users: number): number => {
      const parameters = parseParameters(university, { ...small, courses, users });
      let most = 0;
      for (const part of university.parts(origin, parameters)) {
        most = Math.max(
          most,
          [...part.values()].reduce((sum, { length }) => sum + length, 0),
        );
      }
      return most;
    };
    expect(largest(40, 5_000)).toBe(largest(4, 2_000));
  });

  test('has members who are among its people', () => {
    const users = new Set<unknown>();
    const members = new Set<unknown>();
    for (const part of university.parts(origin, parseParameters(university, small))) {
      for (const user of part.get(User) ?? []) users.add(user['id']);
      for (const member of part.get(CourseMember) ?? []) members.add(member['user']);
    }
    expect(members.size).toBeGreaterThan(500);
    expect([...members].every((member) => users.has(member))).toBe(true);
  });
});
