import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiPage } from './api-page.ts';
import { pagesOf } from './contents.ts';
import { exportsOf } from './declarations.ts';
import { withSiteLinks } from './links.ts';

/** Entries without a page here: tables have pages of their own. */
const WITHOUT_PAGE = ['./package.json', './course', './boardroom', './practice', './procurement'];

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const site = join(checkout, 'site');
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(site, 'pages', path)), { recursive: true });
  writeFileSync(join(site, 'pages', path), text);
};

// The files of the checkout, the reference from the declarations of the package, and VitePress for both.
rmSync(site, { recursive: true, force: true });
const pages = pagesOf(checkout);
for (const page of pages) {
  write(page.path, withSiteLinks(readFileSync(join(checkout, page.source), 'utf8'), page, pages, checkout));
}
const tsc = join(checkout, 'node_modules/typescript/bin/tsc');
const declarations = join(site, 'declarations');
execFileSync(process.execPath, [
  tsc,
  '--project',
  join(checkout, 'tsconfig.build.json'),
  '--outDir',
  declarations,
]);
const { exports: entries } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
for (const [name, { types }] of Object.entries<{ types: string }>(entries)) {
  if (WITHOUT_PAGE.includes(name)) continue;
  const entry = name.replace('.', 'seedbed');
  const file = join(declarations, types.replace('./dist/', ''));
  const all = exportsOf(file);
  // None are declared by what runs when it is imported, or gives those of another package.
  if (all.length > 0) write(`api/${entry.replace('seedbed/', '').replace('/', '-')}.md`, apiPage(entry, all));
}
const vitepress = join(checkout, 'node_modules/vitepress/bin/vitepress.js');
execFileSync(process.execPath, [vitepress, 'build', join(checkout, 'docs/site')], { stdio: 'inherit' });
