import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as access from '../../../src/factories/course/words/access.ts';
import * as backends from '../../../src/factories/course/words/backends.ts';
import * as conversations from '../../../src/factories/course/words/conversations.ts';
import type { Week } from '../../../src/factories/course/words/curriculum/week.ts';
import * as curriculum from '../../../src/factories/course/words/curriculum.ts';
import * as gradings from '../../../src/factories/course/words/gradings.ts';
import * as institutions from '../../../src/factories/course/words/institutions.ts';
import * as people from '../../../src/factories/course/words/people.ts';
import * as reports from '../../../src/factories/course/words/reports.ts';

const files = { access, backends, conversations, curriculum, gradings, institutions, people, reports };
const { subjects, courseTitles, term, courseGroupTitle } = curriculum;
const weeks = subjects.flatMap(({ topics }): readonly Week[] => topics);
const { threads, quizThreads, announcements, memberNotes, groupNotes, fill } = conversations;
const tasks = weeks.flatMap((week) => [...week.assignments, week.quiz]);

/** Every list within a value, with its place. */
function lists(value: unknown, place: string): [string, readonly unknown[]][] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, part]) => lists(part, `${place}.${key}`));
  return Array.isArray(value) ? [[place, value], ...inner] : inner;
}

/** Every string within a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

const repeated = <T>(values: readonly T[]): T[] => values.filter((value, i) => values.indexOf(value) !== i);
const longerThan = (limit: number, values: readonly string[]) =>
  values.filter((value) => value.length > limit);
const unlike = (pattern: RegExp, values: readonly string[]) => values.filter((value) => !pattern.test(value));
const asked = [...threads, ...quizThreads];
const templates = { questions: asked.map((thread) => thread.question), announcements };
const plain = [...asked.map((thread) => thread.answer), ...memberNotes, ...groupNotes];

test('the curriculum has the form that it is read by', () => {
  const task = z.strictObject({ title: z.string(), slug: z.string(), description: z.string() });
  const week = z.strictObject({
    title: z.string(),
    slug: z.string().regex(/^[a-z0-9]+$/),
    summary: z.string(),
    assignments: z.array(task).min(2),
    quiz: task,
  });
  for (const { path, topics } of subjects)
    expect(z.array(week).min(12).safeParse(topics).error, path).toBeUndefined();
});

describe.each(Object.entries(files))('%s', (name, file) => {
  const texts = strings(Object.values(file));

  test('repeats nothing within a list', () => {
    for (const [place, list] of lists({ ...file }, name)) {
      expect(repeated(list.map((entry) => JSON.stringify(entry))), place).toEqual([]);
    }
  });

  test('holds text that is neither empty, padded, nor filler', () => {
    expect(texts.length).toBeGreaterThan(0);
    expect(unlike(/^\S(.*\S)?$/s, texts)).toEqual([]);
    expect(texts.filter((text) => /lorem|ipsum/i.test(text))).toEqual([]);
  });

  test('names no mail address or host outside the example domains', () => {
    const address =
      /[\w.+-]+@[\w.-]+|\w+:\/\/[^\s/]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|io|dev|eu|at|de)\b/g;
    const named = texts.flatMap((text) => text.match(address) ?? []);
    expect(unlike(/(^|[.@/])example\.(org|com|net|edu)$/, named)).toEqual([]);
  });
});

describe('lengths', () => {
  test('fit the columns they are written to', () => {
    const titled = [...weeks, ...tasks, ...courseTitles, ...institutions.universities, ...access.roles];
    const described = [...tasks, ...courseTitles, ...institutions.universities, ...access.userGroups];
    expect(
      longerThan(
        255,
        [...titled, ...institutions.departments].map((entry) => entry.title),
      ),
    ).toEqual([]);
    expect(
      longerThan(
        4096,
        described.map((entry) => entry.description),
      ),
    ).toEqual([]);
    expect(
      longerThan(
        4096,
        weeks.map((week) => week.summary),
      ),
    ).toEqual([]);
    expect(longerThan(16384, [...people.studentBios, ...people.teacherBios])).toEqual([]);
    expect(
      longerThan(
        50,
        access.roles.map((role) => role.id),
      ),
    ).toEqual([]);
    expect(
      longerThan(
        2048,
        gradings.gradings.flatMap((band) => [...band.remarks]),
      ),
    ).toEqual([]);
  });

  test('keep messages under 500 characters with the longest titles filled in', () => {
    const longest = (titles: readonly string[]) => titles.toSorted((a, b) => b.length - a.length)[0] ?? '';
    const titles = {
      assignment: longest(tasks.map((task) => task.title)),
      week: longest(weeks.map((week) => week.title)),
    };
    const filled = [...templates.questions, ...templates.announcements].map((text) => fill(text, titles));
    expect(longerThan(500, [...filled, ...plain])).toEqual([]);
  });
});

describe('labels and slugs', () => {
  test('of the curriculum are unique path labels of at most 24 characters', () => {
    const slugs = [...weeks, ...tasks].map((entry) => entry.slug);
    expect(repeated(slugs)).toEqual([]);
    expect(unlike(/^[a-z0-9]{1,24}$/, slugs)).toEqual([]);
    expect(repeated([...weeks, ...tasks].map((entry) => entry.title))).toEqual([]);
  });

  test.each([
    ['courseTitles', courseTitles],
    ['universities', institutions.universities],
    ['departments', institutions.departments],
  ])('of %s are unique path labels', (_, entries) => {
    const paths = entries.map((entry) => entry.path);
    expect(repeated(paths)).toEqual([]);
    expect(unlike(/^[a-z0-9]{1,63}$/, paths)).toEqual([]);
  });

  test('of groups, roles and backends satisfy their columns', () => {
    const slug = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
    const groups = access.userGroups.map((group) => group.slug);
    const roles = access.roles.map((role) => role.id);
    const slugs = backends.executionBackends.map((backend) => backend.slug);
    expect(unlike(slug, [...groups, ...roles])).toEqual([]);
    expect(unlike(/^[A-Za-z0-9_-]+$/, slugs)).toEqual([]);
    for (const keys of [groups, roles, slugs]) expect(repeated<string>(keys)).toEqual([]);
  });

  test('nickname parts are lower-case ascii', () => {
    expect(unlike(/^[a-z]+$/, [...people.nicknameAdjectives, ...people.nicknameNouns])).toEqual([]);
  });
});

describe('curriculum', () => {
  test('has sixteen weeks of programming and twelve of other subjects, and every task reads as one', () => {
    expect(subjects.map(({ topics }) => topics.length)).toEqual([16, 12, 12, 12]);
    for (const week of weeks) {
      for (const { slug, description } of week.assignments) {
        const sentences = description.split(/[.!?](?=\s|$)/).length - 1;
        expect(sentences, slug).toBeGreaterThanOrEqual(2);
        // an odd number of back-ticks would turn the rest of the page into code
        expect(description.split('`').length % 2, slug).toBe(1);
      }
    }
  });

  test('names terms and their path labels', () => {
    expect(term(2025, 'winter')).toEqual({ title: 'Winter 2025', path: 'winter2025' });
    expect(term(2026, 'summer')).toEqual({ title: 'Summer 2026', path: 'summer2026' });
  });

  test('never repeats the title of a course group', () => {
    const titles = Array.from({ length: 1000 }, (_, n) => courseGroupTitle(n));
    expect(titles.slice(0, 3)).toEqual([
      'Group A, Monday 10:15',
      'Group B, Wednesday 08:15',
      'Group C, Thursday 16:15',
    ]);
    expect(titles[26]).toMatch(/^Group A2, \w+ \d\d:15$/);
    expect(new Set(titles).size).toBe(1000);
  });
});

describe('conversations', () => {
  test('each question names one assignment, each announcement one week, everything else nothing', () => {
    const placeholders = (texts: readonly string[]) =>
      texts.map((text) => text.match(/[{}]|[^{}]+(?=})/g) ?? []);
    const once = (name: string, texts: readonly string[]) => texts.map(() => ['{', name, '}']);
    expect(placeholders(templates.questions)).toEqual(once('assignment', templates.questions));
    expect(placeholders(templates.announcements)).toEqual(once('week', templates.announcements));
    expect(plain.filter((text) => /[{}]/.test(text))).toEqual([]);
  });

  test('titles are filled in literally', () => {
    expect(fill('{week}: {assignment}, {assignment}', { week: "$& $'", assignment: '$1' })).toBe(
      "$& $': $1, $1",
    );
    expect(fill('{week} is over', { assignment: 'Countdown' })).toBe('{week} is over');
  });

  test('every kind has its full list', () => {
    const counts = [threads, quizThreads, announcements, memberNotes, groupNotes].map((list) => list.length);
    expect(counts).toEqual([30, 10, 20, 20, 15]);
  });
});

describe('reports', () => {
  const { report, testCases, failures } = reports;
  const pick = (list: readonly string[]) => (i: number) => list[i % list.length] ?? '';

  test('a report counts what it lists, and only failures carry a message', () => {
    expect(report(1, 2, pick(testCases), pick(failures), (i) => 10 + i)).toEqual({
      summary: { total: 2, passed: 1, failed: 1, skipped: 0 },
      tests: [
        { name: 'returns 0 for an empty list', result: 'PASSED', duration: 10 },
        {
          name: 'returns an empty list for no input',
          result: 'FAILED',
          resultMessage: 'expected 0 but got None',
          duration: 11,
        },
      ],
    });
  });

  test('a report of no tests is empty, and a report survives JSON', () => {
    const empty = report(0, 0, pick(testCases), pick(failures), () => 1);
    expect(empty).toEqual({ summary: { total: 0, passed: 0, failed: 0, skipped: 0 }, tests: [] });
    const full = report(40, 60, pick(testCases), pick(failures), () => 1.5);
    expect(JSON.parse(JSON.stringify(full))).toStrictEqual(full);
    expect(full.tests.filter(({ result }) => result === 'FAILED')).toHaveLength(20);
    expect(repeated(full.tests.map((result) => result.name))).toEqual([]);
  });

  test('the bands of gradings go down to zero', () => {
    const limits = gradings.gradings.map((band) => band.atLeast);
    expect(limits).toEqual(limits.toSorted((a, b) => b - a));
    expect(limits.at(-1)).toBe(0);
  });
});
