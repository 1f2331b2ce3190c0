import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { floorsPicture, withFloors } from '../docs/floors-picture.ts';
import { violations } from './architecture/floors.ts';
import { foreignClasses } from './architecture/foreign-classes.ts';
import { importsOf, type Sources, withoutComments } from './architecture/imports.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

const read = (pattern: string): Sources =>
  Object.fromEntries(
    globSync(pattern, { cwd: project }).map((path) => [
      path.replaceAll('\\', '/'),
      readFileSync(`${project}/${path}`, 'utf8'),
    ]),
  );

const sources = read('src/**/*.ts');
const migrations = read('migrations/**/*.ts');

describe('the sources', () => {
  test('are read', () => {
    expect(Object.keys(sources).length).toBeGreaterThan(100);
    expect(Object.values(sources).flatMap(importsOf).length).toBeGreaterThan(400);
    expect(Object.keys(migrations).length).toBeGreaterThan(5);
  });

  test('import what is below them, in no circle, and are pure where data is made', () => {
    expect(violations(sources)).toEqual([]);
  });

  test('compare with no class of another package, and use the undocumented parts of MikroORM in one file', () => {
    expect(foreignClasses(sources)).toEqual([]);
  });

  test('find files of the package by one of them, since a bundle moves all others', () => {
    const relative = /\bnew URL\([^)]*\bimport\.meta\.url/;
    const code = (source: string) => withoutComments(source).replace(/"[^"\n]*"|`[^`]*`/g, '""');
    const moved = Object.entries(sources).filter(([, source]) => relative.test(code(source)));
    expect(moved.map(([path]) => path)).toEqual(['src/entities/package-folder.ts']);
  });

  test.each(Object.entries(migrations))('%s imports the migrations library only', (_, source) => {
    expect(importsOf(source)).toEqual(['@mikro-orm/migrations']);
  });
});

describe('the picture of the floors', () => {
  test('in docs/architecture.md is that of the sources: npm run docs', () => {
    const page = readFileSync(`${project}/docs/architecture.md`, 'utf8');
    expect(page).toContain(floorsPicture(sources));
    expect(withFloors(page, sources)).toBe(page);
  });

  test('leaves an arrow out where others lead there, and draws files of one kind once', () => {
    const picture = floorsPicture({
      'src/cli/main.ts': `import '../bind.ts'; import '../domains.ts'; import '../errors/error.ts';`,
      'src/bind.ts': `import './bind/call.ts';`,
      'src/bind/graph-builder.ts': `import '../errors/error.ts';`,
      'src/domains.ts': `import './course.ts';`,
    });
    expect(picture.match(/^.*-->.*$/gm)).toEqual([
      '  bind --> errors',
      '  cli --> bind',
      '  cli --> domains',
    ]);
  });
});

describe('the check finds', () => {
  const key = { 'src/random/key.ts': '' };

  test.each<{ what: string; files: Sources; found: string }>([
    {
      what: 'an upward import',
      files: { ...key, 'src/errors/error.ts': `import { seed } from '../seeders/seed.ts';` },
      found: 'src/errors/error.ts imports src/seeders/seed.ts, which is above it',
    },
    {
      what: 'an upward import of types over several lines',
      files: { 'src/load/copy.ts': `import type { \n  Domain, \n } from '../domains.ts';` },
      found: 'src/load/copy.ts imports src/domains.ts, which is above it',
    },
    {
      what: 'an upward export',
      files: { 'src/random/key.ts': `export * from '../entities/row.ts';` },
      found: 'src/random/key.ts imports src/entities/row.ts, which is above it',
    },
    {
      what: 'an upward import for its effects',
      files: { 'src/random/key.ts': `import '../entities/row.ts';` },
      found: 'src/random/key.ts imports src/entities/row.ts, which is above it',
    },
    {
      what: 'an upward import at run time',
      files: { 'src/random/key.ts': `const row = await import('../entities/row.ts');` },
      found: 'src/random/key.ts imports src/entities/row.ts, which is above it',
    },
    {
      what: 'an import beside',
      files: { 'src/factories/factory.ts': `import { copyText } from '../load/text.ts';` },
      found: 'src/factories/factory.ts imports src/load/text.ts, which is beside it',
    },
    {
      what: 'an import against the way that is allowed beside',
      files: { 'src/seeders/seed.ts': `import { course } from '../domains.ts';` },
      found: 'src/seeders/seed.ts imports src/domains.ts, which is beside it',
    },
    {
      what: 'an import from outside',
      files: { 'src/cli/main.ts': `import { servers } from '../../test/support/database.ts';` },
      found: 'src/cli/main.ts imports test/support/database.ts, which is not in src',
    },
    {
      what: 'a circle within a folder',
      files: {
        'src/load/a.ts': `import { b } from './b.ts';`,
        'src/load/b.ts': `import type { C } from './deep/c.ts';`,
        'src/load/deep/c.ts': `export { a } from '../a.ts';`,
      },
      found: 'a circle: src/load/a.ts → src/load/b.ts → src/load/deep/c.ts → src/load/a.ts',
    },
    {
      what: 'a file on no floor',
      files: { 'src/utils/strings.ts': '' },
      found: 'src/utils/strings.ts is on no floor',
    },
    ...[
      ['const now = Date.now();', 'Date.now'],
      ['const now = new Date();', 'new Date()'],
      ['const now = new Date;', 'new Date()'],
      ['const x = Math.random();', 'Math.random'],
      [`import { randomUUID } from 'node:crypto';`, 'randomUUID'],
      ['const t = performance.now();', 'performance.now'],
      ['names.map((name) => name.toLocaleUpperCase())', 'toLocale'],
      ['names.sort((a, b) => a.localeCompare(b))', 'localeCompare'],
      ['new Intl.DateTimeFormat()', 'Intl.'],
      ['date.getHours()', 'local time'],
      [`process.env['HOME']`, 'process.env'],
    ].map(([source = '', what = '']) => ({
      what: source,
      files: { 'src/factories/course/people.ts': source },
      found: `src/factories/course/people.ts uses ${what}`,
    })),
  ])('$what', ({ files, found }) => {
    expect(violations(files)).toEqual([found]);
  });

  test.each<{ what: string; files: Sources }>([
    { what: 'a downward import', files: { 'src/cli/main.ts': `import { keyOf } from '../random/key.ts';` } },
    { what: 'an import that is allowed beside', files: { 'src/domains.ts': `import './seeders/seed.ts';` } },
    { what: 'an import within a folder', files: { 'src/load/copy.ts': `import './text.ts';` } },
    { what: 'the clock in the program', files: { 'src/cli/main.ts': 'Date.now()' } },
    { what: 'a date from a number', files: { 'src/random/clock.ts': 'new Date(0)' } },
    {
      what: 'a date from parts in UTC',
      files: { 'src/seeders/a.ts': 'date.getUTCHours() + date.getTime()' },
    },
    {
      what: 'what stands in comments only',
      files: { 'src/load/copy.ts': `/** import { a } from '../domains.ts'; */\n// never Date.now()\n` },
    },
  ])('nothing about $what', ({ files }) => {
    expect(violations(files)).toEqual([]);
  });
});

describe('what depends on the copy of a package is found', () => {
  test.each([
    [
      `import pg from 'pg';\nif (error instanceof pg.DatabaseError) {}`,
      'src/a.ts compares with pg, a class of another package',
    ],
    [
      `import { type Options, DriverException as Refused } from '@mikro-orm/core';\nerror instanceof Refused`,
      'src/a.ts compares with Refused, a class of another package',
    ],
    ['helper(entity).__meta', 'src/a.ts uses helper( of MikroORM', 'src/a.ts uses __meta of MikroORM'],
    ['em.getUnitOfWork()', 'src/a.ts uses getUnitOfWork( of MikroORM'],
  ])('%s', (source, ...found) => {
    expect(foreignClasses({ 'src/a.ts': source })).toEqual(found);
  });

  test.each([
    `import { Own } from './own.ts';\nerror instanceof Own`,
    `import { Readable } from 'node:stream';\nvalue instanceof Readable`,
    '// error instanceof pg.DatabaseError',
  ])('but not %s', (source) => {
    expect(foreignClasses({ 'src/a.ts': source })).toEqual([]);
  });
});
