import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { foundationOf } from '../../src/database/template/foundation.ts';
import { course } from '../../src/domains.ts';
import { factory } from '../../src/factories/factory.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { sourceOf } from '../../src/testing/source.ts';
import { Shelf } from '../domains/toy/entities.ts';
import { library, shelves } from '../domains/toy/library.ts';
import { temporaryFolder } from '../support/project.ts';

test('the source of a scenario is the same each time, and changes with its functions', () => {
  const scenario = (words: string) =>
    defineScenario({
      name: 'shelves',
      summary: words,
      parameters: z.strictObject({}),
      // As an editor would change it.
      shared: new Function('scope', `return '${words}'`) as () => void,
    });
  expect(sourceOf(library, scenario('one'))).toBe(sourceOf(library, scenario('one')));
  expect(sourceOf(library, scenario('one'))).not.toBe(sourceOf(library, scenario('two')));
});

test('it changes with the functions, values and traits of the factories', () => {
  const variants = [
    factory(Shelf, { columns: { id: 1, label: 'one', builtAt: ({ now }) => now } }),
    factory(Shelf, { columns: { id: 1, label: 'two', builtAt: ({ now }) => now } }),
    factory(Shelf, { columns: { id: 1, label: ({ n }) => `shelf ${n}`, builtAt: ({ now }) => now } }),
    factory(Shelf, { columns: { id: 1, label: ({ n }) => `Shelf ${n}`, builtAt: ({ now }) => now } }),
    factory(Shelf, { columns: { id: 1, label: 'one', builtAt: ({ now }) => now } }).traits({
      empty: () => ({ columns: { label: 'empty' } }),
    }),
  ];
  const sources = variants.map((shelf) => sourceOf({ ...library, factories: { shelf } }, shelves));
  expect(new Set(sources).size).toBe(variants.length);
});

test('the built-in domain has one too', () => {
  for (const scenario of course.scenarios) expect(sourceOf(course, scenario)).toContain('=>');
});

test('the foundation changes with a byte of a migration, and with the lookup rows', async () => {
  const folder = temporaryFolder();
  cpSync(fileURLToPath(library.migrations ?? ''), folder, { recursive: true });
  const moved = { ...library, migrations: pathToFileURL(`${folder}/`) };
  const before = await foundationOf(moved);
  expect(before).toBe(await foundationOf(library)); // wherever it is
  writeFileSync(join(folder, 'Migration20250102000000_more.ts'), '// nothing yet');
  const after = await foundationOf(moved);
  expect(after).not.toBe(before);
  writeFileSync(join(folder, 'Migration20250102000000_more.ts'), '// nothing  yet');
  expect(await foundationOf(moved)).not.toBe(after);
  const lookups = [{ entity: Shelf, rows: [{ id: 'oak' }] }];
  expect(await foundationOf({ ...library, lookups })).not.toBe(before);
});
