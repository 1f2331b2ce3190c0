import { expect, test } from 'vitest';
import { counted, grouped } from '../../src/errors/format.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [-12_345_678, '-12,345,678'],
  [0.8512, '0.8512'],
  [1_234.5678, '1,234.5678'],
])('%d is grouped as %s', (number, text) => {
  expect(grouped(number)).toBe(text);
});

test('one thing is one, and all else several', () => {
  expect([0, 1, 2_000].map((count) => counted(count, 'row'))).toEqual(['0 rows', '1 row', '2,000 rows']);
});
