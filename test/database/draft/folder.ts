import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { temporaryFolder } from '../../support/project.ts';

export const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** A project's manifest that has the package of the ORM's migrations. */
export const manifest = '{ "type": "module", "dependencies": { "@mikro-orm/migrations": "*" } }';

/** A folder for migrations in a project where TypeScript is written. */
export function folderOfMigrations(): URL {
  const folder = temporaryFolder();
  symlinkSync(modules, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), manifest);
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  return pathToFileURL(`${join(folder, 'migrations')}/`);
}
