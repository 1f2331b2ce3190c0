import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const texts = globSync([
  ...['src/**/*.ts', 'bench/**/*.ts', 'examples/**/*.{ts,md}', 'docs/**/*.{ts,md}'],
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
]).filter((path) => !path.includes('node_modules'));

/** In quotes they are names, as of an account. */
const vague = /(?<!['"`-])\b(somebody|nobody|anybody|everybody|whoever)\b(?!['"`])/i;

test('texts say which session, role, process or person they mean', () => {
  expect(texts.length).toBeGreaterThan(500);
  const found = texts.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, i) => (vague.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});
