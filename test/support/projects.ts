import { globSync, readFileSync } from 'node:fs';
import { importGraph } from '../architecture/imports.ts';

/** What a test needs, from the least to the most: nothing, a server, a server and the program. */
export type Kind = 'unit' | 'db' | 'cli';

/**
 * The test files of each kind, by what they import: those that run the program, those that need a server or a folder
 * that is removed with it, and the others, which need nothing.
 */
export function testFiles(): Record<Kind, string[]> {
  const sources = Object.fromEntries(
    globSync('test/**/*.ts', { exclude: ['test/long/**', 'test/fixtures/**'] }).map((path) => [
      path,
      readFileSync(path, 'utf8'),
    ]),
  );
  const graph = importGraph(sources);
  const reached = (path: string, found = new Set<string>()): Set<string> => {
    if (!found.has(path)) for (const next of graph.get(found.add(path) && path) ?? []) reached(next, found);
    return found;
  };
  const kindOf = (path: string): Kind => {
    const all = [...reached(path)];
    if (all.includes('test/support/cli.ts')) return 'cli';
    return all.some((each) => sources[each]?.includes("inject('")) ? 'db' : 'unit';
  };
  const files: Record<Kind, string[]> = { unit: [], db: [], cli: [] };
  for (const path of Object.keys(sources)) if (path.endsWith('.test.ts')) files[kindOf(path)].push(path);
  return files;
}
