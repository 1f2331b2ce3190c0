import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SeedbedError } from '../../src/errors/error.ts';
import { hasCode } from '../../src/errors/error.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { parametersOf, parseParameters } from '../../src/seeders/parameters.ts';
import { quarterEnd } from '../../src/seeders/procurement/quarter-end.ts';
import { defineScenario, type Scenario } from '../../src/seeders/scenario.ts';

const kinds = defineScenario({
  name: 'kinds',
  summary: 'A parameter of each kind.',
  parameters: z.strictObject({
    count: z.int().min(1).max(9).default(2).describe('a count'),
    share: z.number().min(0).max(1).default(0.5).describe('a share'),
    any: z.number().default(0).describe('any number'),
    archived: z.boolean().default(false).describe('a switch'),
    size: z.enum(['small', 'large']).default('small').describe('a choice'),
    title: z.string().default('Course').describe('a text'),
  }),
  shared: () => {},
});
const defaults = { count: 2, share: 0.5, any: 0, archived: false, size: 'small', title: 'Course' };

function failureOf(given: Record<string, unknown>, scenario: Scenario = kinds): SeedbedError {
  try {
    parseParameters(scenario, given);
  } catch (error) {
    if (hasCode(error, 'bad_parameter') || hasCode(error, 'unknown_parameter')) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('parameters', () => {
  test.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{}, {}],
    [{ count: 3 }, { count: 3 }],
    [{ count: '3' }, { count: 3 }],
    [{ share: '0.25' }, { share: 0.25 }],
    [{ share: '1' }, { share: 1 }],
    [{ any: '-1000000' }, { any: -1_000_000 }],
    [{ archived: 'true' }, { archived: true }],
    [{ archived: 'false' }, { archived: false }],
    [{ archived: true }, { archived: true }],
    [{ size: 'large' }, { size: 'large' }],
    [{ title: '12' }, { title: '12' }],
    [{ title: '' }, { title: '' }],
  ])('%j is taken', (given, expected) => {
    expect(parseParameters(kinds, given)).toEqual({ ...defaults, ...expected });
  });

  test.each<[Record<string, unknown>, string]>([
    [{ count: 0 }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '10' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '2.5' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: 'many' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '0x2' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '2e0' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: ' 2' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '2 ' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '+2' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '\u0967' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: '99999999999999999999' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: null }, 'count: whole number from 1 to 9, a count (2)'],
    [{ count: 'NaN' }, 'count: whole number from 1 to 9, a count (2)'],
    [{ share: '1.01' }, 'share: number from 0 to 1, a share (0.5)'],
    [{ any: 'Infinity' }, 'any: number, any number (0)'],
    [{ archived: 'yes' }, 'archived: true or false, a switch (false)'],
    [{ archived: 1 }, 'archived: true or false, a switch (false)'],
    [{ size: 'huge' }, 'size: small or large, a choice (small)'],
    [{ title: 5 }, 'title: string, a text (Course)'],
  ])('%j is refused with what is allowed', (given, allowed) => {
    const error = failureOf(given);
    const [name = ''] = Object.keys(given);
    expect(error).toMatchObject({ code: 'bad_parameter' });
    expect(error).toMatchObject({
      code: 'bad_parameter',
      kind: 'usage',
      details: { parameter: name, scenario: 'kinds' },
    });
    expect(error.message).toBe(
      `${JSON.stringify(given[name])} is no value for the parameter '${name}' of 'kinds'.`,
    );
    expect(error.hint).toBe(`It takes: ${allowed}`);
  });

  test('a long value is shown by its beginning', () => {
    expect(failureOf({ count: '9'.repeat(100_000) }).message.length).toBeLessThan(200);
  });

  test.each(['student', 'Students', '', 'constructor', '__proto__', 'toString'])('%j is unknown', (name) => {
    const error = failureOf(Object.fromEntries([[name, '1']]), classroom);
    expect(error).toMatchObject({ code: 'unknown_parameter' });
    expect(error).toMatchObject({ code: 'unknown_parameter', kind: 'usage', details: { parameter: name } });
    for (const { name: allowed, takes } of parametersOf(classroom)) {
      expect(error.hint).toContain(`  ${allowed}: ${takes}`);
    }
  });

  test('none are known where there are none', () => {
    expect(failureOf({ students: 1 }, minimal).hint).toBe('It takes none.');
  });
});

test('the classroom’s parameters are listed with bounds, defaults and descriptions', () => {
  expect(parametersOf(classroom).map(({ name, takes, default: usual }) => [name, takes, usual])).toEqual([
    ['students', 'whole number from 1 to 200', 24],
    ['groups', 'whole number from 1 to 12', 3],
    ['assistants', 'whole number from 1 to 12', 2],
    ['weeks', 'whole number from 1 to 16', 8],
  ]);
  expect(parametersOf(classroom).every(({ description }) => description.length > 5)).toBe(true);
});

test('a date is one of the calendar', () => {
  expect(parametersOf(quarterEnd).at(-1)).toMatchObject({ name: 'start', takes: 'date such as 2025-10-13' });
  expect(parseParameters(quarterEnd, { start: '2024-02-29' })).toMatchObject({ start: '2024-02-29' });
  for (const start of ['2025-02-29', '13.10.2025', 'today']) {
    expect(failureOf({ start }, quarterEnd).hint).toContain('date such as 2025-10-13');
  }
});

test.each([
  ['students', 0],
  ['students', 201],
  ['groups', 13],
  ['assistants', 0],
  ['weeks', 17],
])('a classroom does not take %s %i', (name, value) => {
  expect(failureOf({ [name]: value }, classroom).message).toContain(`'${name}'`);
});
