import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import * as seedbed from '../../src/index.ts';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const site = join(checkout, 'site/html');
let files: string[];
const read = (file: string): string => readFileSync(join(site, file), 'utf8');

beforeAll(() => {
  // Whatever it would fetch cannot be reached.
  const env = { ...process.env, HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' };
  execFileSync(process.execPath, [join(checkout, 'docs/site/build.ts')], {
    cwd: checkout,
    env,
    stdio: 'pipe',
  });
  files = globSync('**/*.html', { cwd: site }).map((path) => path.replaceAll('\\', '/'));
});

test('the site has its pages, and every link on them leads to a page and a heading that there are', () => {
  expect(files.length).toBeGreaterThan(70);
  const missing = files.flatMap((file) =>
    [...read(file).matchAll(/ href="([^"]*)"/g)].flatMap(([, href = '']) =>
      leads(file, href.replaceAll('&amp;', '&')) ? [] : [`${file}: ${href}`],
    ),
  );
  expect(missing).toEqual([]);
});

test('it loads nothing from elsewhere', () => {
  for (const file of files) {
    expect(read(file).match(/<(script|link|img)[^>]* (src|href)="(https?:)?\/\/[^>]*>/g), file).toBeNull();
  }
});

test('the reference has every function and value of the package', () => {
  const headings = Array.from(
    read('api/seedbed.html').matchAll(/<h2 id="[^"]*"[^>]*>(\w+)/g),
    ([, name]) => name,
  );
  const ofLibraries = ['defineEntity', 'p', 'Migration'];
  expect(headings).toEqual(
    expect.arrayContaining(Object.keys(seedbed).filter((name) => !ofLibraries.includes(name))),
  );
});

function leads(file: string, href: string): boolean {
  if (/^(https?|mailto):/.test(href)) return true;
  const [path = '', hash] = href.split('#');
  const target =
    path === '' ? file : posix.join(path.startsWith('/') ? '' : posix.dirname(file), path.replace(/^\//, ''));
  const page = target === '' || target.endsWith('/') ? `${target}index.html` : target;
  const found = [page, `${page}.html`].find((one) => existsSync(join(site, one)));
  if (found === undefined) return false;
  return !hash || read(found).includes(` id="${decodeURIComponent(hash)}"`);
}
