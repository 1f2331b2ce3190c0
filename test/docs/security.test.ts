import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
const promises = page.split('\n').filter((line) => /^\| (?!Promise|--)/.test(line));

it('names for each promise tests that there are', () => {
  expect(promises.length).toBeGreaterThan(3);
  for (const promise of promises) {
    const tests = [...promise.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
    expect({ promise, tests }).not.toEqual({ promise, tests: [] });
    for (const path of tests)
      expect({ path, is: existsSync(new URL(`../../${path}`, import.meta.url)) }).toEqual({ path, is: true });
  }
});
