import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/project.ts';
import { type Block, blocksOf, documents } from './blocks.ts';
import { moduleOf } from './claims.ts';
import { surroundings } from './prelude.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const app = temporaryApp();
const blocks = documents.flatMap((document) => blocksOf(document, 'ts'));

describe.each(blocks)('$place', async (block) => {
  const file = join(app, `${block.place.replaceAll(/[/:.]/g, '-')}.ts`);
  writeFileSync(file, moduleOf(block, relative(app, join(checkout, 'test/docs/prelude.ts'))));
  const enter = await surroundings(tablesOf(block));

  if (hasTests(block)) {
    enter();
    await import(file);
    beforeAll(enter);
  } else {
    test('does what it says', async () => {
      enter();
      await import(file);
    });
  }
});

test('every block compiles', async () => {
  const compiler = join(checkout, 'node_modules', '.bin', 'tsc');
  const { stdout } = await promisify(execFile)(compiler, ['--project', app]).catch((error) => error);
  expect(stdout).toBe('');
});

/** What they say is not about code. */
const wordsOnly = [
  ...['docs/architecture.md', 'docs/behaviour.md', 'docs/benchmarks.md', 'docs/embedded-postgres.md'],
  ...['docs/installing.md', 'docs/other-languages.md', 'docs/security.md'],
];

test('there are blocks in each document', () => {
  const silent = documents
    .filter((document) => !wordsOnly.includes(document))
    .filter((document) => !blocks.some(({ place }) => place.startsWith(document)));
  expect(silent).toEqual([]);
});

/** What the document of a block says in SQL: the tables that its blocks are about, where these are no course's. */
function tablesOf({ place }: Block): string {
  const [document = ''] = place.split(':');
  return blocksOf(document, 'sql')
    .flatMap(({ lines }) => lines)
    .join('\n');
}

const hasTests = ({ lines }: Block): boolean => lines.some((line) => line.endsWith(" from 'vitest';"));

/** A project in which the package and what the checkout has installed can be imported. */
function temporaryApp(): string {
  const folder = temporaryFolder();
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(checkout, 'node_modules'))) {
    symlinkSync(join(checkout, 'node_modules', name), join(modules, name));
  }
  symlinkSync(checkout, join(modules, 'seedbed'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(checkout, 'tsconfig.json'),
      compilerOptions: { noUnusedLocals: false },
      include: ['*.ts', join(checkout, 'test/support/servers.ts')],
    }),
  );
  return folder;
}
