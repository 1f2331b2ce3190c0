import { floors } from '../test/architecture/floors.ts';
import { importGraph, type Sources } from '../test/architecture/imports.ts';

const fence = /^```mermaid\n[\s\S]*?^```\n/m;

/** The page of the architecture with its picture made anew. */
export const withFloors = (page: string, sources: Sources): string =>
  page.replace(fence, `\`\`\`mermaid\n${floorsPicture(sources)}\`\`\`\n`);

/** The floors with what is on them, and who imports whom, in Mermaid's words. */
export function floorsPicture(sources: Sources): string {
  const imports = unitImports(sources);
  const boxes = floors.toReversed().map(({ units }, index) => {
    const names = [...new Set(units.map((unit) => nameOf(unit)))].map((name) => `    ${name}\n`);
    return `  subgraph floor${floors.length - index}[" "]\n${names.join('')}  end\n`;
  });
  const arrows = [...imports].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((between) => between !== to && reaches(imports, between, to)))
      .map((to) => `  ${from} --> ${to}\n`),
  );
  return `flowchart TB\n${boxes.join('')}${arrows.toSorted().join('')}`;
}

/** A unit of a floor: files that are one thing to a reader have one name. */
function nameOf(unit: string): string {
  const name = unit.replace(/\.ts$/, '');
  const beside = floors.find(({ units }) => units.includes(unit))?.units ?? [];
  if (name === unit || beside.includes(name)) return name;
  if (beside.includes('domains.ts') && !['domain', 'lint'].includes(name)) return 'domains';
  return beside.includes('index.ts') ? 'entries' : name;
}

function unitImports(sources: Sources): Map<string, Set<string>> {
  const unitOf = (path: string) => nameOf(path.split('/')[1] ?? '');
  const found = new Map<string, Set<string>>();
  for (const [path, targets] of importGraph(sources))
    for (const to of targets.map(unitOf).filter((one) => one !== unitOf(path)))
      found.set(unitOf(path), (found.get(unitOf(path)) ?? new Set()).add(to));
  return found;
}

const reaches = (imports: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean =>
  [...(imports.get(from) ?? [])].some((next) => next === to || reaches(imports, next, to));
