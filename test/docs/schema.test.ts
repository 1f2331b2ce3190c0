import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { domains } from '../../src/domains.ts';
import { pages } from '../../src/report/pages.ts';
import { schemaPage } from '../../src/report/schema-page.ts';

test('every domain has a page with every table once, each in one area', () => {
  expect(pages.map(({ domain }) => domain)).toEqual(domains);
  for (const { domain, areas } of pages) {
    const inAreas = areas.flatMap(({ entities }) => entities);
    expect(new Set(inAreas)).toEqual(new Set(domain.entities));
    expect(inAreas).toHaveLength(domain.entities.length);
  }
});

test.each(pages)('the page of $domain.name is what the sources make of it now', ({ domain, areas }) => {
  const file = `docs/schema/${domain.name}.md`;
  const committed = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const isStale = committed !== schemaPage(domain, areas);
  expect(isStale, `${file} is stale: make it again with \`npm run docs\`, and commit it`).toBe(false);
});
