import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const library = (name: string): string => JSON.stringify(import.meta.resolve(`@mikro-orm/${name}`));

/** Writes migrations into a folder, each by its name and what its `up()` does, and gives the folder's URL. */
export function migrationsIn(folder: string, ups: Readonly<Record<string, string>>): URL {
  for (const [name, up] of Object.entries(ups)) {
    const source = `import { raw } from ${library('core')};
import { Migration } from ${library('migrations')};
export class ${name} extends Migration {
  up() {
    ${up}
  }
}
`;
    writeFileSync(join(folder, `${name}.js`), source);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return pathToFileURL(`${folder}/`);
}
