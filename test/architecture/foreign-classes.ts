import { type Sources, withoutComments } from './imports.ts';

/** Where the undocumented parts of MikroORM may be used. */
const internals = 'src/database/orm-internals.ts';

/** What depends on which copy or version of another package is installed, a line each. */
export const foreignClasses = (sources: Sources): string[] =>
  Object.entries(sources).flatMap(([path, source]) => {
    const text = withoutComments(source);
    return [...comparedClasses(path, text), ...(path === internals ? [] : usedInternals(path, text))];
  });

/** Two copies of a package have two classes of one name, so `instanceof` would tell them apart. */
function comparedClasses(path: string, text: string): string[] {
  const foreign = namesFromPackages(text);
  return [...text.matchAll(/\binstanceof ([\w$]+)/g)].flatMap(([, name = '']) =>
    foreign.has(name) ? [`${path} compares with ${name}, a class of another package`] : [],
  );
}

function usedInternals(path: string, text: string): string[] {
  const found = text.match(
    /\b__(helper|meta|managed|initialized|loadedProperties)\b|\bhelper\(|(?<=\.)getUnitOfWork\(/g,
  );
  return [...new Set(found)].map((name) => `${path} uses ${name} of MikroORM`);
}

function namesFromPackages(text: string): Set<string> {
  const imports = text.matchAll(/\bimport\s+([^'";]+?)\s+from\s*['"]([^'"]+)['"]/g);
  return new Set(
    [...imports].flatMap(([, names = '', from = '']) =>
      /^(\.|node:)/.test(from) ? [] : (names.match(/[\w$]+(?=\s*(,|\}|$))/g) ?? []),
    ),
  );
}
