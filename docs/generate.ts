import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pages } from '../src/report/pages.ts';
import { schemaPage } from '../src/report/schema-page.ts';
import { decisionsPage } from './decisions-page.ts';
import { errorsPage } from './errors-page.ts';
import { withFloors } from './floors-picture.ts';

const checkout = fileURLToPath(new URL('../', import.meta.url));
const sources = Object.fromEntries(
  globSync('src/**/*.ts', { cwd: checkout }).map((path) => [
    path,
    readFileSync(`${checkout}/${path}`, 'utf8'),
  ]),
);

// Makes the pages of this folder that follow from the sources; a test fails while one is stale.
for (const { domain, areas } of pages) {
  writeFileSync(new URL(`./schema/${domain.name}.md`, import.meta.url), schemaPage(domain, areas));
}
writeFileSync(new URL('./errors.md', import.meta.url), errorsPage());

const decisions = globSync('docs/decisions/0*.md', { cwd: checkout }).toSorted();
const texts = decisions.map((path) => [basename(path), readFileSync(`${checkout}/${path}`, 'utf8')]);
writeFileSync(new URL('./decisions/README.md', import.meta.url), decisionsPage(Object.fromEntries(texts)));

const architecture = new URL('./architecture.md', import.meta.url);
writeFileSync(architecture, withFloors(readFileSync(architecture, 'utf8'), sources));
