import { globSync, readFileSync } from 'node:fs';
import { importGraph } from '../architecture/imports.ts';

/** What a test needs, from the least to the most: nothing, a server, a server and the program. */
export type Kind = 'unit' | 'db' | 'cli';

/**
 * The test files of each kind, by what they import: those that run the program, those that need a server or a folder
 * that is removed with it, and the others, which need nothing.
 */
export function testFiles(): Record<Kind, string[]> {
  const files: Record<Kind, string[]> = { unit: [], db: [], cli: [] };
  for (const [path, all] of reachedByTests()) {
    const isOnServer = [...all.values()].some((source) => source.includes("inject('"));
    files[all.has('test/support/cli.ts') ? 'cli' : isOnServer ? 'db' : 'unit'].push(path);
  }
  return files;
}

/** The test files that run on the newest server only, and on the others in the long suite. */
export function testFilesOfServers(): string[] {
  const takesServers = /import \{[^}]*\bservers\b[^}]*\} from '[./]*support\/database\.ts'/;
  return reachedByTests().flatMap(([path, all]) =>
    [...all.values()].some((source) => takesServers.test(source)) ? [path] : [],
  );
}

/** Each test file, with the sources of tests that it reaches. */
function reachedByTests(): [string, Map<string, string>][] {
  const sources = Object.fromEntries(
    globSync('test/**/*.ts', { exclude: ['test/long/**', 'test/fixtures/**'] }).map((path) => [
      path,
      readFileSync(path, 'utf8'),
    ]),
  );
  const graph = importGraph(sources);
  const reached = (path: string, found = new Map<string, string>()): Map<string, string> => {
    if (found.has(path)) return found;
    found.set(path, sources[path] ?? '');
    for (const next of graph.get(path) ?? []) reached(next, found);
    return found;
  };
  return Object.keys(sources)
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => [path, reached(path)]);
}
