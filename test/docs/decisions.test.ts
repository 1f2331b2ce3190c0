import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decisionsPage } from '../../docs/decisions-page.ts';

const folder = new URL('../../docs/decisions/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const decisions = readdirSync(folder)
  .filter((name) => name !== 'README.md')
  .toSorted();

test('there are decisions, each with a number of its own', () => {
  expect(decisions.length).toBeGreaterThan(30);
  expect(new Set(decisions.map((name) => name.slice(0, 4))).size).toBe(decisions.length);
});

test('the list of them is what they make of it now: npm run docs', () => {
  expect(read('README.md')).toBe(
    decisionsPage(Object.fromEntries(decisions.map((name) => [name, read(name)]))),
  );
});

test.each(decisions)('%s has its number, status, date and what a decision is made of', (name) => {
  const [title, status] = read(name).split('\n\n');
  const number = Number(name.match(/^(\d{4})-[a-z0-9-]+\.md$/)?.[1]);
  expect(title).toMatch(new RegExp(`^# ${number}\\. \\S.*$`));
  expect(status).toMatch(/^Status: (accepted|replaced by \d+), \d{4}-\d{2}-\d{2}\.( .*)?$/);
  const parts = read(name).split(/^## /m).slice(1);
  expect(parts.map((part) => part.split('\n')[0])).toEqual([
    'Context',
    'Decision',
    'Alternatives',
    'Consequences',
  ]);
  for (const part of parts) expect(part.split('\n\n').slice(1).join('').trim()).not.toBe('');
});
