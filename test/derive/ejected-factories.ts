import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ejectableOf, ejectedSource } from '../../src/derive/ejected.ts';
import type { OwnFactory } from '../../src/derive/own-factory.ts';
import type { Domain } from '../../src/domain.ts';
import { strangersProject } from '../support/stranger.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A project for ejected factories, which has a folder for those of each domain. */
export function projectForFactories(): string {
  const folder = strangersProject();
  const compilerOptions = { typeRoots: [join(checkout, 'node_modules/@types')], composite: false };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(checkout, 'tsconfig.json'), compilerOptions, include: ['*/*.ts'] }),
  );
  return folder;
}

/** What the compiler says about all that was ejected there. */
export async function compiled(project: string): Promise<string> {
  const compiler = join(checkout, 'node_modules', '.bin', 'tsc');
  const { stdout } = await promisify(execFile)(compiler, ['--project', project]).catch((error) => error);
  return stdout;
}

/** Ejects every factory of a domain into a folder of the project, and loads them. */
export async function ejectAll(
  { entities }: Domain,
  project: string,
  folder: string,
): Promise<Readonly<Record<string, OwnFactory>>> {
  mkdirSync(join(project, folder));
  const ejectables = entities.flatMap((entity) => ejectableOf(entity) ?? []);
  const factories: Record<string, OwnFactory> = {};
  for (const [i, ejectable] of ejectables.entries()) {
    const file = join(project, folder, `${i}.ts`);
    writeFileSync(file, ejectedSource(ejectable));
    const [own]: unknown[] = Object.values(await import(pathToFileURL(file).href));
    // The compiler has it among all that was ejected.
    factories[ejectable.name] = own as OwnFactory;
  }
  return factories;
}
