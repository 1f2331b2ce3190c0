import { sqlType } from '../load/types/sql-type.ts';
import type { KeyedFaker } from '../random/fake.ts';
import type { ColumnStructure } from './structure.ts';

/** Texts of many shapes, for conditions on how a text is written. */
const SHAPES = [
  'a',
  'A',
  'abc',
  'ABC',
  'Abc',
  'A1',
  'abc-def',
  'abc_def',
  '1',
  '123',
  '2026-01',
  '#aabbcc',
  'en',
  'EUR',
  'user@example.org',
  'https://example.org/',
];

/** What lists consist of, for conditions on how long they are. */
const MEMBERS: Readonly<Record<string, readonly unknown[]>> = {
  ...Object.fromEntries(['smallint', 'int', 'bigint'].map((name) => [name, [1, 2, 3, 5, 8]])),
  ...Object.fromEntries(['text', 'varchar'].map((name) => [name, ['a', 'b', 'c', 'd', 'e']])),
  date: ['2026-01-14', '2026-01-15', '2026-01-16', '2026-01-19', '2026-01-20'],
};

/** How many texts of a regular expression are tried. */
const OF_PATTERN = 12;

/**
 * Values of a column that a condition may want, from the literals in it. PostgreSQL decides which of them satisfy it.
 *
 * @param expressions the conditions, as SQL
 */
export function candidates(
  { over, labels }: ColumnStructure,
  expressions: readonly string[],
  faker: Pick<KeyedFaker, 'faker'>,
): readonly unknown[] {
  const { name, isArray } = sqlType(over);
  const text = expressions.join(' ');
  const strings = stringsIn(text);
  const numbers = numbersIn(text);
  if (labels && !isArray) return labels;
  if (isArray)
    return [
      [],
      ...(labels ? labels.map((label) => [label]) : [strings.slice(0, 1), strings.slice(0, 2)]),
      ...[1, 2, 3, 5].map((length) => (MEMBERS[name] ?? []).slice(0, length)),
    ];
  switch (name) {
    case 'boolean':
      return [true, false];
    case 'smallint':
    case 'int':
    case 'bigint':
      return distinct([1, 0, 5, ...around(numbers, 1).map(Math.round)]);
    case 'real':
    case 'double precision':
      return distinct([1, 0, 0.5, ...around(numbers, 0.5)]);
    case 'numeric': {
      const scale = sqlType(over).sizes[1] ?? 0;
      return distinct([1, 0, ...around(numbers, scale > 0 ? 0.5 : 1)]).map((one) => one.toFixed(scale));
    }
    case 'text':
    case 'varchar':
    case 'char':
    case 'citext':
      return distinct([
        ...strings,
        ...patternsIn(strings).flatMap((pattern) => textsOf(pattern, OF_PATTERN, faker)),
        ...numbers
          .filter((one) => Number.isInteger(one) && one > 0 && one <= 256)
          .flatMap((length) => ['a', 'A', '1'].map((one) => one.repeat(length))),
        ...SHAPES,
      ]);
    case 'date':
      return strings
        .flatMap((one) => days(one, 0, 1, 40))
        .map((time) => new Date(time).toISOString().slice(0, 10));
    case 'timestamp':
    case 'timestamptz':
      return strings
        .flatMap((one) => days(one, 0, 1, 2, 5, 9, 14, 20, 27))
        .map((time) => new Date(time).toISOString());
    case 'json':
    case 'jsonb':
      return [{}, [], 'text', 1, ...strings.map((key) => ({ [key]: 'text' }))];
    default:
      return strings;
  }
}

/** The literals of some conditions that a key may be compared with, numbers with their neighbors. */
export function literalsIn({ over }: ColumnStructure, expressions: readonly string[]): readonly unknown[] {
  const { name, isArray } = sqlType(over);
  if (isArray) return [];
  const text = expressions.join(' ');
  if (/^(smallint|int|bigint)$/.test(name))
    return distinct(around(numbersIn(text), 1).filter((one) => one > 0 && Number.isInteger(one)));
  return /^(text|varchar|char|citext|uuid)$/.test(name) ? distinct(stringsIn(text)) : [];
}

const numbersIn = (sql: string): number[] =>
  [...sql.matchAll(/(?<![\w'.])-?\d+(?:\.\d+)?/g)].map(([one]) => Number(one));

/** The numbers of a condition and their neighbors. */
const around = (numbers: readonly number[], step: number): readonly number[] =>
  numbers.slice(0, 12).flatMap((one) => [one, one + step, one - step]);

const days = (text: string, ...behind: readonly number[]): number[] => {
  const time = /^\d{4}-\d\d-\d\d/.test(text)
    ? Date.parse(text.length > 10 ? text.replace(' ', 'T').replace(/\+00$/, 'Z') : text)
    : Number.NaN;
  return Number.isNaN(time) ? [] : behind.map((one) => time + one * 86_400_000);
};

/** The regular expressions among some literals, as faker understands them. */
const patternsIn = (strings: readonly string[]): readonly string[] =>
  strings
    .filter((one) => /[[\\^$*+{]/.test(one))
    .map((one) =>
      one
        .replace(/^\^|\$$/g, '')
        .replace(/\[[^\]]*\]/g, (list) => list.replace(/\\d/g, '0-9').replace(/\\w/g, 'a-z'))
        .replace(/\\d/g, '[0-9]')
        .replace(/\\w/g, '[a-z]')
        .replace(/\(\?:/g, '('),
    );

/** Texts of a regular expression. */
export const textsOf = (pattern: string, count: number, { faker }: Pick<KeyedFaker, 'faker'>): string[] =>
  Array.from({ length: count }, () => faker.helpers.fromRegExp(pattern));

/** The regular expressions that a condition may ask a text to be of. */
export const patternsOf = ({ over, labels }: ColumnStructure, expression: string): readonly string[] =>
  !labels && /^(text|varchar|char|citext)$/.test(sqlType(over).name) && !sqlType(over).isArray
    ? patternsIn(stringsIn(expression))
    : [];

const stringsIn = (sql: string): string[] =>
  [...sql.matchAll(/'((?:[^']|'')*)'/g)].map(([, one = '']) => one.replace(/''/g, "'"));

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
