import { describe, expect, test } from 'vitest';
import * as access from '../../../src/factories/course/words/access.ts';
import * as backends from '../../../src/factories/course/words/backends.ts';
import * as conversations from '../../../src/factories/course/words/conversations.ts';
import type { Week } from '../../../src/factories/course/words/curriculum/week.ts';
import * as curriculum from '../../../src/factories/course/words/curriculum.ts';
import * as gradings from '../../../src/factories/course/words/gradings.ts';
import * as institutions from '../../../src/factories/course/words/institutions.ts';
import * as names from '../../../src/factories/course/words/names.ts';
import * as people from '../../../src/factories/course/words/people.ts';
import * as reports from '../../../src/factories/course/words/reports.ts';
import {
  conditions,
  Facts,
  fill,
  mayBeSaid,
  placeholders,
  placeholdersOf,
} from '../../../src/factories/course/words/text.ts';
import { plain as folded } from '../../../src/factories/mail.ts';

const files = {
  ...{ access, backends, conversations, curriculum, gradings, institutions, names, people, reports },
};
const { locales } = names;
const { subjects, courseTitles, term, courseGroupTitle } = curriculum;
const weeks = subjects.flatMap(({ topics }): readonly Week[] => topics);
const { threads, asks, replies, peerReplies, thanks, announcements, memberNotes, groupNotes } = conversations;
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
const frames = [asks, replies, peerReplies, thanks].flatMap(({ openings, closings }) => [
  ...openings,
  ...closings,
]);
const asked = threads.flatMap(({ questions, answers, peers }) => [...questions, ...answers, ...peers]);
const said = [...asked, ...asks.evidence, ...frames, ...thanks.texts];
const noticed = [...announcements, ...memberNotes, ...groupNotes];
const remarked = Object.values(gradings.remarks).flat();

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
        remarked.map(({ text }) => text),
      ),
    ).toEqual([]);
  });

  test('keep messages under 500 characters with the longest titles filled in', () => {
    const longest = (titles: readonly string[]) => titles.toSorted((a, b) => b.length - a.length)[0] ?? '';
    const values = {
      task: longest(tasks.map((task) => task.title)),
      week: longest(weeks.map((week) => week.title)),
    };
    const filled = [...said, ...noticed].map(({ text }) => fill(text, new Facts({ values })));
    expect(longerThan(500, filled)).toEqual([]);
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

describe('towns', () => {
  test('of one region are in one country, which has set telephone numbers aside', () => {
    const { localities, countries } = institutions;
    const regions = new Map(localities.map(({ region, country }) => [region, country]));
    expect(localities.filter(({ region, country }) => regions.get(region) !== country)).toEqual([]);
    const known = countries.map(({ country }) => country);
    expect(localities.filter(({ country }) => !known.includes(country))).toEqual([]);
  });

  test('stand in the order of the universities that are named after them', () => {
    const { localities, universities } = institutions;
    const named = universities.map(({ path }) => path);
    const towns = localities.slice(0, named.length).map(({ locality }) => folded(locality));
    expect(named.filter((path, n) => !towns[n]?.includes(path))).toEqual([]);
  });
});

describe('names', () => {
  test('of one locale are told apart by their letters, family names of all', () => {
    for (const { given } of locales) expect(repeated(given.map(folded))).toEqual([]);
    expect(repeated(locales.flatMap(({ family }) => family.map(folded)))).toEqual([]);
  });

  test('have letters only, between blanks, hyphens and apostrophes', () => {
    const all = locales.flatMap(({ given, family }) => [...given, ...family]);
    expect(unlike(/^\p{Lu}'?\p{L}+([ -]\p{Lu}\p{L}+)?$/u, all)).toEqual([]);
    expect(unlike(/^[a-z]+$/, all.map(folded))).toEqual([]);
  });

  test('last for more people than a semester may have', () => {
    const all = locales.reduce((sum, { weight }) => sum + weight, 0);
    const lasting = locales.map(({ given, family, weight }) => (given.length * family.length * all) / weight);
    expect(all).toBe(44);
    expect(Math.min(...lasting)).toBeGreaterThan(24_000);
  });
});

describe('curriculum', () => {
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
  const all = [...said, ...noticed, ...remarked];

  test('name conditions and placeholders that there are, and all of those are named', () => {
    const named = new Set([...all.flatMap(({ when }) => when ?? []), ...threads.flatMap(({ when }) => when)]);
    expect([...named].filter((name) => !conditions.includes(name))).toEqual([]);
    expect(conditions.filter((name) => !named.has(name))).toEqual([]);
    const used = new Set(all.flatMap(placeholdersOf));
    expect([...used].filter((name) => !placeholders.includes(name))).toEqual([]);
    expect(placeholders.filter((name) => !used.has(name))).toEqual([]);
  });

  test('each thread has an answer that can always be given', () => {
    for (const { questions, answers } of threads) {
      expect(questions.length).toBeGreaterThan(0);
      expect(
        answers.some(({ when }) => when === undefined),
        questions[0]?.text,
      ).toBe(true);
    }
  });

  test('values are filled in literally, and a text begins with a capital letter', () => {
    const facts = new Facts({ values: { week: "$& $'", task: '$1', count: 'two' } });
    expect(fill('{week}: {task}, {task}', facts)).toBe("$& $': $1, $1");
    expect(fill('{count} of {total}', facts)).toBe('Two of {total}');
  });

  test('a text may be said where its conditions hold and its placeholders have values', () => {
    const text = { text: '{count} tests fail.', when: ['failsSeveral', 'beforeDeadline'] } as const;
    const facts = new Facts(
      { is: { failsSeveral: true, beforeDeadline: false }, values: { count: 'two' } },
      { is: { beforeDeadline: true } },
    );
    expect(mayBeSaid(text, facts)).toBe(true);
    expect(mayBeSaid(text, facts.and({ is: { failsSeveral: false } }))).toBe(false);
    expect(mayBeSaid(text, new Facts({ is: { failsSeveral: true, beforeDeadline: true } }))).toBe(false);
  });
});

describe('reports', () => {
  const { report } = reports;

  test('a report counts what it lists, and only failures carry a message', () => {
    const tests = [
      { name: 'accepts zero', duration: 10 },
      { name: 'sorts', duration: 11, failure: 'expected 0 but got None' },
    ];
    expect(report(tests)).toEqual({
      summary: { total: 2, passed: 1, failed: 1, skipped: 0 },
      tests: [
        { name: 'accepts zero', result: 'PASSED', duration: 10 },
        { name: 'sorts', result: 'FAILED', resultMessage: 'expected 0 but got None', duration: 11 },
      ],
    });
  });

  test('a report of no tests is empty', () => {
    expect(report([])).toEqual({ summary: { total: 0, passed: 0, failed: 0, skipped: 0 }, tests: [] });
  });
});
