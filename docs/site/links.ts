import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { Page } from './contents.ts';

/** A span of code, which is left as it is, or a link, whose text may have one. */
const LINK = /`[^`\n]*`|(!?)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g;

/**
 * The Markdown of a page whose links lead to pages of the site. A file of the checkout that is none, such as a source,
 * is named without a link.
 *
 * @throws where a link leads to nothing
 */
export function withSiteLinks(
  markdown: string,
  page: Page,
  pages: readonly Page[],
  checkout: string,
): string {
  const folder = posix.dirname(page.source);
  const resolve = (whole: string, mark: string, text: string, target?: string): string => {
    if (target === undefined || /^(\w+:|#)/.test(target)) return whole;
    const [path = '', hash] = target.split('#');
    const source = posix.join(folder, path).replace(/\/$/, '');
    const found = pages.find((one) => one.source === source || one.source === `${source}/README.md`);
    if (!found) {
      if (existsSync(`${checkout}/${source}`)) return text;
      throw new Error(`${page.source} links to ${target}, which there is not`);
    }
    const relative = posix.relative(posix.dirname(page.path), found.path);
    return `${mark}[${text}](./${relative}${hash === undefined ? '' : `#${hash}`})`;
  };
  return markdown
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part) => (part.startsWith('```') ? part : part.replace(LINK, resolve)))
    .join('');
}
