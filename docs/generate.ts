import { writeFileSync } from 'node:fs';
import { course } from '../src/domains.ts';
import { courseAreas } from '../src/report/areas.ts';
import { schemaPage } from '../src/report/schema-page.ts';

// Makes the pages of this folder that follow from the sources; a test fails while one is stale.
writeFileSync(new URL('./schema/course.md', import.meta.url), schemaPage(course, courseAreas));
