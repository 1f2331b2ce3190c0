import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { apiPage } from '../../docs/site/api-page.ts';
import { pagesOf } from '../../docs/site/contents.ts';
import { exportsOf } from '../../docs/site/declarations.ts';
import { withSiteLinks } from '../../docs/site/links.ts';
import { temporaryFolder } from '../support/project.ts';

const checkout = new URL('../../', import.meta.url);
const pages = pagesOf(checkout.pathname);

test('every document is a page, and every page is a file with an address of its own', () => {
  const sources = pages.map(({ source }) => source);
  const documents = readdirSync(new URL('docs/', checkout)).filter((name) => name.endsWith('.md'));
  expect(sources).toEqual(expect.arrayContaining(documents.map((name) => `docs/${name}`)));
  for (const source of sources) expect(existsSync(new URL(source, checkout)), source).toBe(true);
  expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
});

test.each(pages)('$source links to pages that there are', (page) => {
  const text = withSiteLinks(
    readFileSync(new URL(page.source, checkout), 'utf8'),
    page,
    pages,
    checkout.pathname,
  );
  const outsideCode = text.split(/^```[\s\S]*?^```$/m).join('');
  for (const [, target = ''] of outsideCode.matchAll(/\]\((\.[^)#]*)/g)) {
    const path = posix.join(posix.dirname(page.path), target);
    expect(pages.map((one) => one.path)).toContain(path);
  }
});

test('links to pages, to folders, to other files and to nothing', () => {
  const [page] = pagesOf(checkout.pathname).filter(({ source }) => source === 'docs/rules.md');
  if (!page) throw new Error('docs/rules.md is no page');
  const linked = (text: string) => withSiteLinks(text, page, pages, checkout.pathname);
  expect(linked('[a](schema/course.md#user), [b](decisions), [c](../README.md)')).toBe(
    '[a](./schema/course.md#user), [b](./decisions/index.md), [c](./index.md)',
  );
  expect(linked('[the rules](../src/rules/rule.ts) and `[x](y.md)` by [vitest](https://vitest.dev)')).toBe(
    'the rules and `[x](y.md)` by [vitest](https://vitest.dev)',
  );
  expect(linked('```md\n[x](y.md)\n```')).toBe('```md\n[x](y.md)\n```');
  expect(() => linked('[x](y.md)')).toThrow('docs/rules.md links to y.md');
});

test('a page of the reference has what an entry exports, with its docstring and its examples', () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'one.d.ts'),
    [
      '/** Not exported by the entry. */\nexport declare const other: 1;',
      '/**\n * Adds; two lines\n * of it.\n *\n * @param a one of them; it may\n * be 0\n * @throws TypeError\n * @example add(1, 2) // 3\n */',
      'export declare function add<T extends { a: 1; }>(a: T, more?: (one: T) => void): T;',
      '/** A shape. */\nexport interface Shape {\n    /** Its name; a text. */\n    readonly name: string;\n}',
    ].join('\n'),
  );
  writeFileSync(
    join(folder, 'entry.d.ts'),
    "export { add, type Shape, } from './one.ts';\nexport declare const DAY = 1;\n",
  );
  expect(apiPage('seedbed/entry', exportsOf(join(folder, 'entry.d.ts'))).split('\n\n')).toEqual([
    '# `seedbed/entry`',
    "```ts\nimport { add, DAY } from 'seedbed/entry';\n```",
    '## DAY',
    '```ts\nconst DAY = 1;\n```',
    '## add',
    'Adds; two lines\nof it.',
    '```ts\nfunction add<T extends { a: 1; }>(a: T, more?: (one: T) => void): T;\n```',
    '- `a`: one of them; it may be 0\n- throws: TypeError',
    '```ts\nadd(1, 2) // 3\n```',
    '## Shape',
    'A shape.',
    '```ts\ninterface Shape {\n  /** Its name; a text. */\n  readonly name: string;\n}\n```',
    '',
  ]);
});
