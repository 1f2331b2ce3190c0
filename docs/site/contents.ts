import { globSync, readFileSync } from 'node:fs';

/** A file of the checkout, and the page that it is. */
export interface Page {
  readonly source: string;
  /** Below the folder of pages. */
  readonly path: string;
}

/** The pages by what a reader wants of them: each file of `docs` is in one group. */
export const groups = {
  Tutorial: [
    ...['README', 'docs/installing', 'docs/from-fishery', 'docs/from-drizzle-seed', 'docs/from-snaplet'],
    'docs/from-prisma-fabbrica',
  ],
  'How-to guides': [
    ...[
      'docs/mikro-orm-projects',
      'docs/any-database',
      'docs/testing',
      'docs/other-languages',
      'docs/seeding',
      'docs/scenarios',
      'docs/scale',
    ],
    ...['docs/platforms', 'docs/domains', 'docs/migrations', 'docs/staging', 'docs/health'],
  ],
  Reference: [
    ...['docs/factories', 'docs/rules', 'docs/command-line', 'docs/connecting', 'docs/embedded-postgres'],
    ...['docs/personas', 'docs/errors', 'docs/benchmarks', 'CHANGELOG'],
  ],
  Explanation: ['docs/architecture', 'docs/behaviour', 'docs/security', 'docs/decisions/README'],
  Contributing: ['CONTRIBUTING', 'CODE_OF_CONDUCT', 'SECURITY'],
} as const;

/** Every page that is a file of the checkout. */
export function pagesOf(checkout: string): Page[] {
  const grouped = Object.values(groups).flat();
  const others = globSync(['docs/schema/*.md', 'docs/decisions/0*.md', 'examples/*/README.md'], {
    cwd: checkout,
  });
  const sources = [
    ...grouped.map((name) => `${name}.md`),
    ...others.map((path) => path.replaceAll('\\', '/')),
  ];
  return sources.map((source) => ({ source, path: pathOf(source) }));
}

const pathOf = (source: string): string =>
  source
    .replace(/^docs\//, '')
    .replace(/^SECURITY\.md$/, 'reporting.md')
    .replace(/^(examples\/[^/]+)\/README\.md$/, '$1.md')
    .replace(/README\.md$/, 'index.md')
    .toLowerCase();

/** The heading of a page. */
export const titleOf = (file: string): string =>
  (/^# (.*)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? file).replaceAll('`', '');
