import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const documents = [
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CODE_OF_CONDUCT.md',
  '.github/pull_request_template.md',
];
const read = (document: string) => readFileSync(`${checkout}/${document}`, 'utf8');

/** What stands in a text as code, or in its blocks, and has the form of a path of the checkout. */
const pathsIn = (text: string): string[] =>
  (text.match(/(?<![\w/.@-])(\.github|\.ci|[a-z]+)\/[\w./-]+|\b[\w-]+\.(json|ts)\b(?!\/)/g) ?? []).filter(
    (path) => !/^(seedbed|wt)\//.test(path),
  );

test('paths are found', () => {
  expect(pathsIn('`src/cli/run.ts`, `package.json` and .ci/smoke, of `seedbed/practice`')).toEqual([
    'src/cli/run.ts',
    'package.json',
    '.ci/smoke',
  ]);
  expect(pathsIn(read('CONTRIBUTING.md')).length).toBeGreaterThan(40);
});

describe.each(documents)('%s', (document) => {
  test('names files that there are', () => {
    const missing = pathsIn(read(document)).filter((path) => !existsSync(`${checkout}/${path}`));
    expect(missing).toEqual([]);
  });

  test('links to files that there are', () => {
    const links = [...read(document).matchAll(/\]\(([^):]+)\)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !existsSync(`${checkout}/${link}`))).toEqual([]);
  });

  test('names scripts that there are', () => {
    for (const [, script = ''] of read(document).matchAll(/\bnpm run (\w+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script);
  });
});
