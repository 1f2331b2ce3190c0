import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groups, pagesOf, titleOf } from './contents.ts';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const pages = pagesOf(checkout);
const linkOf = (path: string): string => `/${path.replace(/(index)?\.md$/, '')}`;
const item = (source: string) => {
  const path = pages.find((page) => page.source === source)?.path ?? '';
  return { text: titleOf(`${checkout}/${source}`), link: linkOf(path) };
};

/** The site of `npm run docs:build`, made from the pages that `build.ts` has put together. */
export default {
  title: 'seedbed',
  description: 'Valid test fixtures and seed data for PostgreSQL',
  srcDir: '../../site/pages',
  outDir: '../../site/html',
  cacheDir: '../../site/cache',
  // Pages are Markdown alone: what looks like a tag is text.
  markdown: { html: false, attrs: { disable: true } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: [
      ...Object.entries(groups).map(([text, names]) => ({
        text,
        items: names.map((name) => item(`${name}.md`)),
      })),
      {
        text: 'API',
        items: readdirSync(`${checkout}/site/pages/api`).map((file) => ({
          text: file.replace(/\.md$/, '').replace(/^(?!seedbed)/, 'seedbed/'),
          link: `/api/${file.replace(/\.md$/, '')}`,
        })),
      },
      {
        text: 'Schemas',
        items: pages.filter(({ path }) => path.startsWith('schema/')).map(({ source }) => item(source)),
      },
      {
        text: 'Examples',
        items: pages.filter(({ path }) => path.startsWith('examples/')).map(({ source }) => item(source)),
      },
    ],
  },
};
