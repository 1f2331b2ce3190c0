import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCodes, SeedbedError } from 'seedbed';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../src', import.meta.url));
const sources = globSync('**/*.ts', { cwd: folder, exclude: ['errors/codes/**'] })
  .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
  .join('\n');

test.each(errorCodes)('%s is thrown somewhere', (code) => {
  expect(sources).toContain(`'${code}'`);
});

const tests = fileURLToPath(new URL('..', import.meta.url));
const asserted = globSync('**/*.ts', { cwd: tests, exclude: ['errors/codes.test.ts'] })
  .map((file) => readFileSync(`${tests}/${file}`, 'utf8'))
  .join('\n');
const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

test.each(errorCodes)('%s is brought about by a test, and told in the documents', (code) => {
  expect(asserted).toMatch(new RegExp(`'${code}'|\\n *${code}:`));
  expect(page).toContain(`| \`${code}\` |`);
});

test('a failure has the hint of its code, unless the case has one of its own', () => {
  const details = { environment: '1' };
  const failure = new SeedbedError('bad_environment', { message: "'1' is no name.", details });
  expect(failure).toMatchObject({ kind: 'usage', details, hint: expect.stringContaining('letters, digits') });
  expect(new SeedbedError('bad_environment', { message: '', hint: 'Take one.' }).hint).toBe('Take one.');
});
