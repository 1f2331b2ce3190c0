import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { courseAreas } from '../../src/report/areas.ts';
import { schemaPage } from '../../src/report/schema-page.ts';

test('docs/schema/course.md is what the sources make of it now', () => {
  const committed = readFileSync(new URL('../../docs/schema/course.md', import.meta.url), 'utf8');
  const isStale = committed !== schemaPage(course, courseAreas);
  expect(isStale, 'docs/schema/course.md is stale: make it again with `npm run docs`, and commit it').toBe(
    false,
  );
});
