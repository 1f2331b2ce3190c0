import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../../src/domains.ts';
import { CourseContent } from '../../../src/entities/course/content.ts';
import { CourseMember } from '../../../src/entities/course/members.ts';
import { Account, Profile, User } from '../../../src/entities/course/people.ts';
import {
  CourseSubmissionGroup,
  CourseSubmissionGroupMember,
  Result,
} from '../../../src/entities/course/submissions.ts';
import type { EntityClass, RowOf } from '../../../src/entities/row.ts';
import type { AnyRow } from '../../../src/load/sink.ts';
import { DAY } from '../../../src/random/clock.ts';
import { classroom } from '../../../src/seeders/course/classroom.ts';
import { edgeCases } from '../../../src/seeders/course/edge-cases.ts';
import { lectureHall } from '../../../src/seeders/course/lecture-hall.ts';
import { minimal } from '../../../src/seeders/course/minimal.ts';
import { type PersonaName, personas, personasOf } from '../../../src/seeders/course/personas.ts';
import { semester } from '../../../src/seeders/course/semester.ts';
import type { Persona } from '../../../src/seeders/persona.ts';
import type { Scenario } from '../../../src/seeders/scenario.ts';
import { seed as seedDatabase } from '../../../src/seeders/seed.ts';
import { freshDatabase } from '../../support/database.ts';

const DATES = ['2026-01-15T10:00:00Z', '2026-06-10T15:30:00Z'];
const SEEDS = [0, 1, 2, 3, 4];
const students = [
  'strongStudent',
  'failingStudent',
  'withdrawnStudent',
  'emptyProfile',
  'longestName',
] as const;

/** The rows of a dataset by entity. */
class Dataset {
  readonly #rows = new Map<EntityClass, AnyRow[]>();
  readonly now: Date;

  constructor(scenario: Scenario, seed: number, now: string, given: Readonly<Record<string, unknown>>) {
    this.now = new Date(now);
    for (const part of scenario.parts({ seed, now: this.now }, scenario.parameters.parse(given))) {
      for (const [entity, rows] of part) this.#rows.set(entity, [...this.of(entity), ...rows]);
    }
  }

  of<E extends object>(entity: EntityClass<E>): RowOf<E>[] {
    // The rows of a scenario have the properties of their entity.
    return (this.#rows.get(entity) ?? []) as RowOf<E>[];
  }

  find({ id }: Persona): RowOf<User> | undefined {
    return this.of(User).find((user) => user.id === id);
  }

  memberships({ id }: Persona, role?: string): RowOf<CourseMember>[] {
    return this.of(CourseMember).filter(
      ({ user, courseRole }) => user === id && (role === undefined || courseRole === role),
    );
  }

  /** The gradings of a member. */
  gradings({ id }: RowOf<CourseMember>): number[] {
    const groups = new Set(
      this.of(CourseSubmissionGroupMember)
        .filter(({ courseMember }) => courseMember === id)
        .map(({ courseSubmissionGroup }) => courseSubmissionGroup),
    );
    return this.of(CourseSubmissionGroup).flatMap((group) =>
      groups.has(group.id) && typeof group.grading === 'number' ? [group.grading] : [],
    );
  }

  /** Assignments of a member's course whose gradings should be there. */
  due({ course: id }: RowOf<CourseMember>): number {
    return this.of(CourseContent).filter(({ course: of, properties }) => {
      const deadline = new Date((properties as { deadline?: string } | null)?.deadline ?? Number.NaN);
      return of === id && deadline.getTime() + 6 * DAY < this.now.getTime();
    }).length;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

const full = [
  ['classroom', classroom, {}],
  ['lecture-hall', lectureHall, { students: 40 }],
  ['semester', semester, { students: 45, weeks: 9 }],
] as const;
const cases = full.flatMap(([name, scenario, given]) =>
  SEEDS.flatMap((seed) => DATES.map((now) => ({ name, scenario, given, seed, now }))),
);

describe.each(cases)('$name of seed $seed at $now', ({ scenario, given, seed, now }) => {
  let data: Dataset;
  beforeAll(() => {
    data = new Dataset(scenario, seed, now, given);
  });

  test('has all personas, with their names and accounts', () => {
    for (const persona of Object.values(personas)) {
      const { id, givenName, familyName, username, email, account } = persona;
      expect(data.find(persona)).toMatchObject({ givenName, familyName, username, email, archivedAt: null });
      expect(data.of(Account).filter(({ user }) => user === id)).toContainEqual(
        expect.objectContaining(account),
      );
    }
  });

  test('has them where they belong', () => {
    const roles = (name: PersonaName) =>
      new Set(data.memberships(personas[name]).map((one) => one.courseRole));
    expect(roles('administrator')).toEqual(new Set());
    expect(roles('owner')).toContain('_owner');
    expect(roles('lecturer')).toContain('_maintainer');
    expect(roles('assistant')).toContain('_study_assistant');
    for (const student of students) expect(roles(student)).toEqual(new Set(['_student']));
  });

  test('the strong student has good grades, the failing one stays and fails', () => {
    for (const member of data.memberships(personas.strongStudent)) {
      expect(mean(data.gradings(member))).toBeGreaterThanOrEqual(0.85);
    }
    for (const member of data.memberships(personas.failingStudent)) {
      expect(member.properties).not.toHaveProperty('withdrawn');
      expect(sum(data.gradings(member)) / data.due(member)).toBeLessThan(0.5);
    }
  });

  test('one has withdrawn from all courses, and does nothing in them any more', () => {
    for (const member of data.memberships(personas.withdrawnStudent)) {
      const { withdrawn = '' } = member.properties as { withdrawn?: string };
      expect(new Date(withdrawn).getTime()).toBeLessThanOrEqual(data.now.getTime());
      const results = data.of(Result).filter(({ courseMember }) => courseMember === member.id);
      expect(results.length).toBeGreaterThan(0);
      expect(results.filter(({ createdAt }) => createdAt > new Date(withdrawn))).toEqual([]);
    }
  });

  test('one has an empty profile, and another the longest name', () => {
    expect(data.of(Profile).find(({ user }) => user === personas.emptyProfile.id)).toMatchObject({
      nickname: null,
      bio: null,
      url: null,
      avatarColor: null,
      avatarImage: null,
    });
    const length = ({ givenName, familyName }: Pick<RowOf<User>, 'givenName' | 'familyName'>) =>
      `${givenName} ${familyName}`.length;
    const longest = data.of(User).toSorted((one, other) => length(other) - length(one))[0];
    expect(longest?.id).toBe(personas.longestName.id);
  });

  test('has no two people of one name or mail address, and no user name with a digit', () => {
    // An account may have neither yet.
    const users = data.of(User).filter(({ username, email }) => username !== null && email !== null);
    expect(new Set(users.map(({ email }) => email)).size).toBe(users.length);
    expect(new Set(users.map(({ givenName, familyName }) => `${givenName} ${familyName}`)).size).toBe(
      users.length,
    );
    expect(users.filter(({ username }) => !/^[a-z]+\.[a-z]+$/.test(username ?? ''))).toEqual([]);
  });
});

describe('of a semester', () => {
  const data = new Dataset(semester, 0, '2026-01-15T10:00:00Z', { students: 60, weeks: 9 });

  test('the lecturer owns two courses', () => {
    expect(data.memberships(personas.lecturer, '_owner')).toHaveLength(2);
  });

  test('the assistant is a student of a course in which they do not assist', () => {
    const studied = data.memberships(personas.assistant, '_student');
    expect(studied).toHaveLength(1);
    const assisted = data.memberships(personas.assistant, '_study_assistant').map((one) => one.course);
    expect(assisted.length).toBeGreaterThan(0);
    expect(assisted).not.toContain(studied[0]?.course);
  });

  test('students who are personas take the first course of each family', () => {
    for (const student of students) expect(data.memberships(personas[student])).toHaveLength(4);
  });

  test('the least faculty has them, too', () => {
    const least = new Dataset(semester, 0, '2026-01-15T10:00:00Z', { students: 30, weeks: 3 });
    expect(Object.values(personas).filter((persona) => !least.find(persona))).toEqual([]);
    expect(least.memberships(personas.assistant, '_student')).toHaveLength(1);
  });
});

test('none has withdrawn before it happens', () => {
  const term = { start: '2025-10-06', students: 6, weeks: 8 };
  const withdrawn = (now: string) =>
    new Dataset(classroom, 0, now, term)
      .memberships(personas.withdrawnStudent)
      .some(({ properties }) => JSON.stringify(properties).includes('withdrawn'));
  expect(withdrawn('2025-10-15T10:00:00Z')).toBe(false);
  expect(withdrawn('2025-11-15T10:00:00Z')).toBe(true);
});

test('a course for a few has the first of the students', () => {
  const data = new Dataset(classroom, 0, '2026-01-15T10:00:00Z', { students: 2 });
  const found = Object.entries(personas).filter(([, persona]) => data.find(persona));
  expect(found.map(([name]) => name)).toEqual([
    ...['administrator', 'owner', 'lecturer', 'assistant', 'strongStudent', 'failingStudent'],
  ]);
});

test('minimal has the owner, edge cases have none', () => {
  const now = '2026-01-15T10:00:00Z';
  const found = (scenario: Scenario) => {
    const data = new Dataset(scenario, 3, now, {});
    return Object.entries(personas).filter(([, persona]) => data.find(persona));
  };
  expect(found(minimal)).toEqual([['owner', personas.owner]]);
  expect(found(edgeCases)).toEqual([]);
});

test('have ids that do not change', () => {
  expect(Object.values(personas).map(({ id }) => id)).toEqual([
    '00000000-0000-852a-8c90-c00a120a6247',
    '00000100-0001-8136-bbc6-ab17e4022add',
    '00000200-0002-8765-bb6f-eea62cf67727',
    '00000300-0003-8e74-84e9-d82e35edde5e',
    '00000400-0004-843b-9e74-b335a559d60f',
    '00000500-0005-85e8-94f9-3d6f6b85533f',
    '00000600-0006-8dce-83df-a27a8d87b68b',
    '00000700-0007-8081-90ba-45e52981093d',
    '00000800-0008-89b5-898c-d0db276a297d',
  ]);
});

test('have other ids, user names and mail addresses in a dataset with a name', () => {
  const second = personasOf('second');
  expect(Object.keys(second)).toEqual(Object.keys(personas));
  const values = [...Object.values(personas), ...Object.values(second)];
  for (const key of ['id', 'username', 'email'] as const)
    expect(new Set(values.map((one) => one[key])).size).toBe(18);
  expect(second.owner).toMatchObject({
    givenName: 'Ottilie',
    email: 'ottilie.kastenbaum.second@example.org',
  });
});

test.each(SEEDS)('a large course of seed %i has the names of a campus', async (seed) => {
  const { client } = await freshDatabase({ template: 'course' });
  const now = new Date('2026-01-15T10:00:00Z');
  await seedDatabase(client, course, lectureHall, { seed, now }, { parameters: { weeks: 1 } });
  const { rows } = await client.query<Record<string, number>>(`
    select count(email)::int as addresses, count(distinct email)::int as emails,
      avg((given_name || family_name ~ '[^\\x01-\\x7f]')::int)::float as foreign_letters,
      avg((family_name ~ ' ')::int)::float as two_words, sum((username ~ '[0-9]')::int)::int as digits
    from public."user"`);
  expect(rows[0]?.['addresses']).toBeGreaterThan(410);
  expect(rows[0]).toMatchObject({ emails: rows[0]?.['addresses'], digits: 0 });
  expect(rows[0]?.['foreign_letters']).toBeGreaterThan(0.08);
  expect(rows[0]?.['foreign_letters']).toBeLessThan(0.2);
  expect(rows[0]?.['two_words']).toBeGreaterThan(0.01);
  expect(rows[0]?.['two_words']).toBeLessThan(0.04);
});
