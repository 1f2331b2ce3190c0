import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ImportPath } from '../config/import-ending.ts';
import type { ConfigForm } from '../config/project-orm.ts';
import type { DatabaseStructure } from '../derive/structure.ts';
import { fullName } from '../entities/table-name.ts';

/** A file that `seedbed init` writes where there is none; from then on it belongs to the project. */
export interface ProjectFile {
  /** From the folder of the project. */
  readonly path: string;
  readonly text: string;
}

/** Where the structure is kept; it is written anew each time. */
export const STRUCTURE = 'seedbed/structure.json';

/** The types of its rows, likewise; a project whose entities are in MikroORM has them there. */
export const TABLES = 'seedbed/tables.ts';

/** Where `seedbed eject` writes factories. */
export const FACTORIES = 'seedbed/factories';

/** Where a project has its MikroORM; paths are from `seedbed`, and those of the files themselves. */
export interface OrmPlace {
  readonly config: string;
  readonly form: ConfigForm;
  /** The names of the entities in each file, as far as it is known where they are. */
  readonly entities: ReadonlyMap<string, readonly string[]>;
}

/** The files of a project that derives its domain. */
export function projectFiles(
  domain: string,
  { tables: [table] }: DatabaseStructure,
  { hasTest, importPath, orm }: FileOptions,
): readonly ProjectFile[] {
  const domainText = orm ? ormDomainFile(domain, importPath, orm) : domainFile(domain, importPath);
  return [
    { path: 'seedbed.config.ts', text: configFile(importPath) },
    { path: 'seedbed/domain.ts', text: domainText },
    { path: 'seedbed/overrides.ts', text: OVERRIDES },
    ...(hasTest && table
      ? [{ path: 'seedbed/sample.test.ts', text: testFile(table.name, importPath, orm !== undefined) }]
      : []),
  ];
}

export interface FileOptions {
  /** Whether a test for vitest is one of them. */
  readonly hasTest: boolean;
  readonly importPath: ImportPath;
  readonly orm?: OrmPlace;
}

const configFile = (importPath: ImportPath): string => `import { defineConfig } from 'seedbed';
import { domain } from '${importPath('./seedbed/domain.ts')}';

export default defineConfig({ domains: [domain] });
`;

const domainFile = (
  domain: string,
  importPath: ImportPath,
): string => `import { deriveDomain } from 'seedbed/derive';
import { overrides } from '${importPath('./overrides.ts')}';
import type { Tables } from '${importPath('./tables.ts')}';

export const domain = deriveDomain<Tables>({
  name: '${domain}',
  structure: new URL('./structure.json', import.meta.url),
  overrides,
});
`;

/** The MikroORM of an imported configuration. */
const MAKING: Readonly<Record<ConfigForm, string>> = {
  options: 'new MikroORM(config)',
  uncached: 'new MikroORM({ ...config, metadataCache: { enabled: false } })',
  sought: 'await MikroORM.init(await config)',
  function: 'await MikroORM.init(await config())',
  list: 'await MikroORM.init(config[0])',
};

function ormDomainFile(domain: string, importPath: ImportPath, { config, form, entities }: OrmPlace): string {
  const imports = [...entities]
    .sort()
    .map(([file, names]) => `import { ${names.join(', ')} } from '${importPath(file)}';`);
  const names = [...entities.values()].flat().sort();
  return `import { MikroORM } from '@mikro-orm/postgresql';
import { deriveDomain } from 'seedbed/derive';
import config from '${importPath(config)}';
${[...imports, `import { overrides } from '${importPath('./overrides.ts')}';`].join('\n')}

export const domain = deriveDomain({
  name: '${domain}',
  orm: ${MAKING[form]},
  ${names.length > 0 ? `entities: { ${names.join(', ')} },` : '// entities: { Book, Reader }, // your classes, for the types of the factories'}
  structure: new URL('./structure.json', import.meta.url),
  overrides,
});
`;
}

const OVERRIDES = `import type { ColumnOverrides } from 'seedbed/derive';

// Columns by factory: values, or functions such as ({ random }) => random.pick(['red', 'blue']).
export const overrides: Readonly<Record<string, ColumnOverrides>> = {};
`;

const testFile = (
  table: string,
  importPath: ImportPath,
  hasOrm: boolean,
): string => `import { testFor } from 'seedbed/vitest';
import { expect } from 'vitest';
import { domain } from '${importPath('./domain.ts')}';

// The tables are made as ${hasOrm ? 'MikroORM makes them' : 'those of DATABASE_URL are'}; each test begins with the sample, and is rolled back.
const test = testFor(domain${hasOrm ? '' : ", { from: process.env['DATABASE_URL'] ?? '' }"});
test.override({ scenario: 'sample' });

test('the sample has rows', async ({ db }) => {
  const { rows } = await db.client.query(${JSON.stringify(`select from ${fullName(table)}`)});
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
