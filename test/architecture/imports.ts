import { posix } from 'node:path';

/** Source texts by path from the project's folder, such as `src/random/key.ts`. */
export type Sources = Readonly<Record<string, string>>;

/** A source without its comments, which may hold examples. */
export const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

/** What a source imports or exports from elsewhere, types included, as it is written there. */
export function importsOf(source: string): string[] {
  const statements = /\b(?:import|export)\b[^'";]*\bfrom\s*['"]([^'"]+)['"]/g;
  const others = /\bimport\s*\(?\s*['"]([^'"]+)['"]/g;
  const text = withoutComments(source);
  return [...text.matchAll(statements), ...text.matchAll(others)].flatMap(([, target]) => target ?? []);
}

/** The files within the project that each file imports. */
export function importGraph(sources: Sources): Map<string, string[]> {
  const within = (path: string, source: string): string[] =>
    importsOf(source)
      .filter((target) => target.startsWith('.'))
      .map((target) => posix.normalize(posix.join(posix.dirname(path), target)));
  return new Map(Object.entries(sources).map(([path, source]) => [path, within(path, source)]));
}

/** The circles in which files import each other, each as `a → b → a`. */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) {
      found.push([...above.slice(above.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...above, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}
