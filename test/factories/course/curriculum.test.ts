import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { TestCase } from '../../../src/factories/course/words/curriculum/week.ts';
import { subjects } from '../../../src/factories/course/words/curriculum.ts';
import { type Language, runFailures } from '../../../src/factories/course/words/reports.ts';

/** From -1 to 1, with one decimal. */
const difficulty = z.number().min(-1).max(1).multipleOf(0.1);

const task = {
  title: z.string(),
  slug: z.string(),
  description: z.string(),
  minutes: z.int().min(15).max(600),
  difficulty,
};

const week = z.strictObject({
  title: z.string(),
  slug: z.string(),
  summary: z.string(),
  assignments: z.tuple([assignment(), assignment()]),
  quiz: z.strictObject({ ...task, questions: z.array(z.string()).min(4).max(20) }),
});

function assignment() {
  const testCase = z.strictObject({
    name: z.string(),
    failure: z.string(),
    otherFailures: z.array(z.string()).min(1).optional(),
    difficulty,
  });
  return z.strictObject({ ...task, tests: z.array(testCase).min(5).max(12) });
}

const numbers =
  'four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';

/** What only messages and texts of one language say. */
const vocabulary: Readonly<Record<Language, RegExp>> = {
  python:
    /\b(?:None|True|False|\w+\(\) got|(?:Index|Key|Name|Type|Value|Attribute|Recursion|Syntax|Indentation|ZeroDivision|Overflow)Error)\b|but got/,
  java: /\bjava\.|\b\w+Exception\b|\bnull\b|but was:|StackOverflowError|System\./,
  cpp: /\bstd::|Segmentation fault|Sanitizer|terminate called|(?:^|: )expected .*, got /,
};

const failuresOf = ({ failure, otherFailures = [] }: TestCase) => [failure, ...otherFailures];

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the introduction has sixteen weeks, other subjects have twelve', () => {
  expect(subjects.map(({ topics }) => topics.length)).toEqual([16, 12, 12, 12]);
});

test('subjects have more than one language, each with a backend of it', () => {
  expect(new Set(subjects.map(({ language }) => language)).size).toBeGreaterThan(2);
  for (const { language, backend } of subjects) expect(backend.type).toBe(`temporal:${language}`);
});

describe.each(subjects.map((subject) => [subject.path, subject] as const))('%s', (_, subject) => {
  const { language, topics } = subject;
  const assignments = topics.flatMap((topic) => topic.assignments);
  const tests = assignments.flatMap((assignment) => assignment.tests);

  test('has the form that it is read by', () => {
    expect(z.array(week).safeParse(topics).error).toBeUndefined();
  });

  test('has tasks that read as some', () => {
    for (const { slug, description } of assignments) {
      const sentences = description.split(/[.!?](?=\s|$)/).length - 1;
      expect(sentences, slug).toBeGreaterThanOrEqual(2);
      // an odd number of back-ticks would turn the rest of the page into code
      expect(description.split('`').length % 2, slug).toBe(1);
    }
  });

  test('has quizzes with as many questions as their texts say', () => {
    for (const { quiz } of topics) {
      const [said = ''] =
        quiz.description.match(new RegExp(`\\b(?:${numbers.replaceAll(' ', '|')})\\b`, 'i')) ?? [];
      expect(quiz.questions.length, quiz.slug).toBe(numbers.split(' ').indexOf(said.toLowerCase()) + 4);
      expect(new Set(quiz.questions).size, quiz.slug).toBe(quiz.questions.length);
    }
  });

  test('has tests with names of their own, in no order of difficulty', () => {
    for (const { slug, tests } of assignments) {
      expect(new Set(tests.map(({ name }) => name)).size, slug).toBe(tests.length);
      const difficulties = tests.map((test) => test.difficulty);
      expect(difficulties, slug).not.toEqual(difficulties.toSorted((a, b) => a - b));
      expect(Math.abs(mean(difficulties)), slug).toBeLessThan(0.25);
    }
    expect(Math.abs(mean(tests.map((test) => test.difficulty)))).toBeLessThan(0.1);
  });

  test('has tests of which many may fail in more than one way', () => {
    for (const test of tests) expect(new Set(failuresOf(test)).size, test.name).toBe(failuresOf(test).length);
    const several = tests.filter((test) => failuresOf(test).length > 1);
    expect(several.length / tests.length).toBeGreaterThan(0.4);
  });

  test('becomes harder, though not week by week', () => {
    const weeks = topics.map((topic) => mean(topic.assignments.map((assignment) => assignment.difficulty)));
    const third = Math.floor(weeks.length / 3);
    expect(mean(weeks.slice(0, third))).toBeLessThan(mean(weeks.slice(third, 2 * third)));
    expect(mean(weeks.slice(third, 2 * third))).toBeLessThan(mean(weeks.slice(2 * third)));
    expect(weeks).not.toEqual(weeks.toSorted((a, b) => a - b));
  });

  test('speaks of no other language', () => {
    const { syntaxErrors, runtimeErrors } = runFailures[language];
    const texts = [
      ...topics.map((topic) => topic.summary),
      ...assignments.map((assignment) => assignment.description),
      ...tests.flatMap((test) => [test.name, ...failuresOf(test)]),
      ...syntaxErrors,
      ...runtimeErrors,
    ];
    for (const [other, pattern] of Object.entries(vocabulary)) {
      const spoken = texts.filter((text) => pattern.test(text));
      if (other === language) expect(spoken.length).toBeGreaterThan(20);
      else expect(spoken, other).toEqual([]);
    }
  });

  test('has tests that run out of time, and tests that end the program', () => {
    const slow = tests.filter(({ failure }) => /timed out|time limit/.test(failure));
    const broken = tests.filter(({ failure }) =>
      /Error\b|Exception\b|Sanitizer|Segmentation|terminate/.test(failure),
    );
    expect(slow.length).toBeGreaterThan(3);
    expect(broken.length).toBeGreaterThan(15);
  });
});
