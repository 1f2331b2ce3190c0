import { expect, it } from 'vitest';
import { printable } from '../../src/cli/escape.ts';

it.each([
  ['plain words', 'plain words'],
  ['Grüße, 你好', 'Grüße, 你好'],
  ['', '""'],
  [' ahead', '" ahead"'],
  ['two\nlines', String.raw`"two\nlines"`],
  ['\u001b[31mred', String.raw`"\u001b[31mred"`],
  ['\u202eback', String.raw`"\u202eback"`],
  ['\u2028', String.raw`"\u2028"`],
  [null, 'null'],
  [undefined, 'undefined'],
  [7, '7'],
  [{ a: '\u0085' }, String.raw`{"a":"\u0085"}`],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
])('%j is shown as %s', (value, shown) => {
  expect(printable(value)).toBe(shown);
});
