// Bundles the sources into dist: each file that Node finds and opens costs an `import` more than what is in it.
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type ChunkingContext } from 'rolldown';
import manifest from './package.json' with { type: 'json' };

/** What is imported or run from outside: the entries of the package, the programs, and each migration by its name. */
const sources = [
  ...Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : entry['seedbed-source'].replace('./', ''),
  ),
  'src/cli/main.ts',
  'src/database/template/holder-process.ts',
  ...globSync('migrations/**/*.ts').sort(),
];

/** `import 'seedbed'` loads three files. The first two are for those that do without the ORM's driver too. */
const shared = [
  { name: 'base', for: ['src/cli/run.ts', 'src/cli/commands/db.ts'] },
  { name: 'definitions', for: ['src/course.ts'] },
  { name: 'seedbed', for: ['src/index.ts'] },
];

await build({
  input: Object.fromEntries(sources.map((source) => [source.replace(/\.ts$/, ''), source])),
  platform: 'node',
  external: /^[^./]/,
  onLog(level, { message }) {
    if (level === 'warn') throw new Error(message);
  },
  output: {
    dir: 'dist',
    entryFileNames: '[name].js',
    // As deep as src/entities/package-folder.ts, which says where the package's files are.
    chunkFileNames: 'src/chunks/[name].js',
    codeSplitting: { groups: [{ name: chunkOf, debugName: 'shared' }] },
    // Declarations have them.
    comments: false,
    // Tables and rows are told by the names of their classes.
    keepNames: true,
    sourcemap: true,
  },
});

/** Where a file goes that `import 'seedbed'` needs; the others go where the bundler puts them. */
function chunkOf(id: string, modules: ChunkingContext): string | null {
  if (!reachedFrom(['src/index.ts'], modules).has(id)) return null;
  return shared.find((chunk) => reachedFrom(chunk.for, modules).has(id))?.name ?? null;
}

function reachedFrom(files: readonly string[], modules: ChunkingContext): ReadonlySet<string> {
  const found = new Set(files.map((file) => resolve(file)));
  // A set takes up what is added to it while it is gone through.
  for (const id of found)
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}
