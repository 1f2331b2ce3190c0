import { readFileSync } from 'node:fs';
import { errorCodes } from 'seedbed';
import { expect, test } from 'vitest';
import { errorsPage } from '../../docs/errors-page.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('docs/errors.md is what the sources make of it now', () => {
  const isStale = read('docs/errors.md') !== errorsPage();
  expect(isStale, 'it is stale: make it again with `npm run docs`, and commit it').toBe(false);
});

test('every code is there, with its cause and what to do', () => {
  const rows = [...errorsPage().matchAll(/^\| `(\w+)` \| (?:2|3|2 or 3) \| (.+) \| (.+) \|$/gm)];
  expect(rows.map(([, code]) => code)).toEqual([...errorCodes].sort());
  for (const [, code, cause = '', hint = ''] of rows) {
    expect({ code, words: cause.split(' ').length }).not.toMatchObject({ words: 1 });
    expect({ code, words: hint.split(' ').length }).not.toMatchObject({ words: 1 });
  }
});
