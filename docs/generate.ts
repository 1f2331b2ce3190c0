import { writeFileSync } from 'node:fs';
import { pages } from '../src/report/pages.ts';
import { schemaPage } from '../src/report/schema-page.ts';
import { errorsPage } from './errors-page.ts';

// Makes the pages of this folder that follow from the sources; a test fails while one is stale.
for (const { domain, areas } of pages) {
  writeFileSync(new URL(`./schema/${domain.name}.md`, import.meta.url), schemaPage(domain, areas));
}
writeFileSync(new URL('./errors.md', import.meta.url), errorsPage());
