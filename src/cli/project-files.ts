import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inPublic } from '../database/in-public.ts';
import type { DatabaseStructure } from '../derive/structure.ts';

/** A file that `seedbed init` writes where there is none; from then on it belongs to the project. */
export interface ProjectFile {
  /** From the folder of the project. */
  readonly path: string;
  readonly text: string;
}

/** Where the structure is kept; it is written anew each time. */
export const STRUCTURE = 'seedbed/structure.json';

/** The files of a project that derives its domain. @param hasVitest whether a test for vitest is one of them */
export function projectFiles(
  domain: string,
  { tables: [table] }: DatabaseStructure,
  hasVitest: boolean,
): readonly ProjectFile[] {
  return [
    { path: 'seedbed.config.ts', text: CONFIG },
    { path: 'seedbed/domain.ts', text: domainFile(domain) },
    { path: 'seedbed/overrides.ts', text: OVERRIDES },
    ...(hasVitest && table ? [{ path: 'seedbed/sample.test.ts', text: testFile(table.name) }] : []),
  ];
}

const CONFIG = `import { defineConfig } from 'seedbed';
import { domain } from './seedbed/domain.ts';

export default defineConfig({ domains: [domain] });
`;

const domainFile = (domain: string): string => `import { deriveDomain } from 'seedbed/derive';
import { overrides } from './overrides.ts';

export const domain = deriveDomain({
  name: ${JSON.stringify(domain)},
  structure: new URL('./structure.json', import.meta.url),
  overrides,
});
`;

const OVERRIDES = `import type { ColumnOverrides } from 'seedbed/derive';

// Columns by factory: values, or functions such as ({ random }) => random.pick(['red', 'blue']).
export const overrides: Readonly<Record<string, ColumnOverrides>> = {};
`;

const testFile = (table: string): string => `import { testFor } from 'seedbed/vitest';
import { expect } from 'vitest';
import { domain } from './domain.ts';

// The tables are made as those of DATABASE_URL are; each test begins with the sample, and is rolled back.
const test = testFor(domain, { from: process.env['DATABASE_URL'] ?? '' });
test.override({ scenario: 'sample' });

test('the sample has rows', async ({ db }) => {
  const { rows } = await db.client.query(${JSON.stringify(`select from ${inPublic(table)}`)});
  expect(rows.length).toBeGreaterThan(0);
});
`;

/** A table a line, so that a change is seen as one. */
export function structureText({ tables, ...others }: DatabaseStructure): string {
  const lines = tables.map((table) => `    ${JSON.stringify(table)}`).join(',\n');
  const rest = Object.entries(others).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${rest.join(',\n')},\n  "tables": [\n${lines}\n  ]\n}\n`;
}

/** Writes a file where there is none. Returns whether it did. */
export function writeNew(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Writes a file whole, or leaves it as it is. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(unfinished, text, { flag: 'wx' });
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
