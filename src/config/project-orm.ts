import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MikroORM, Options } from '@mikro-orm/postgresql';
import { isDependency } from '../database/project-dependencies.ts';
import { SeedbedError } from '../errors/error.ts';
import { importHint } from '../errors/import-hint.ts';
import { wordsOf } from '../errors/thrown.ts';
import { findTypeScript } from './import-ending.ts';

/** What reads TypeScript that Node does not, such as decorators, for MikroORM's own program. */
const LOADERS = ['@oxc-node/core', '@swc-node/register', 'tsx', 'jiti', 'tsimp'];

/** Where MikroORM's own program looks for its configuration, unless it is told. */
const PATHS = [
  'src/mikro-orm.config.ts',
  'mikro-orm.config.ts',
  'dist/mikro-orm.config.js',
  'build/mikro-orm.config.js',
  'src/mikro-orm.config.js',
  'mikro-orm.config.js',
];

/**
 * How a MikroORM is made of what a configuration exports: of options at once, or at once without their cache; of options for
 * which something has to be looked for first; of a function that gives them, or of the first of several.
 */
export type ConfigForm = 'options' | 'uncached' | 'sought' | 'function' | 'list';

/** The MikroORM that a project has configured. */
export interface FoundOrm {
  readonly orm: MikroORM;
  /** The absolute path of its configuration. */
  readonly path: string;
  readonly form: ConfigForm;
  readonly read: ReadModule;
}

/** What is used of MikroORM's own program. */
interface Program {
  readonly CLIHelper: {
    getSettings(): { preferTs?: boolean; tsConfigPath?: string; tsLoader?: string; configPaths?: string[] };
    isESM(): boolean;
    registerTypeScriptSupport(tsConfig?: string, loader?: string): Promise<boolean>;
  };
}

/** Loads a module by its absolute path. */
export type ReadModule = (path: string) => Promise<{ readonly default?: unknown }>;

const importing: ReadModule = async (path) => {
  findTypeScript();
  return await import(pathToFileURL(path).href);
};

/**
 * How modules of a project are loaded: as MikroORM's own program does, by the loader for TypeScript that is installed for
 * it, which then reads all that the module imports; where the project has neither, as Node does.
 */
export async function moduleReader(project: string): Promise<ReadModule> {
  if (!LOADERS.some((loader) => isDependency(project, loader))) return importing;
  const program = await programOf(project);
  if (!program) return importing;
  const { preferTs, tsConfigPath, tsLoader } = program.CLIHelper.getSettings();
  if (preferTs === false) return importing;
  const isRegistered = await program.CLIHelper.registerTypeScriptSupport(tsConfigPath, tsLoader);
  if (!isRegistered || program.CLIHelper.isESM()) return importing;
  // What CommonJS imports without an ending, only `require` finds.
  return async (path) => createRequire(join(project, 'package.json'))(path);
}

/**
 * The MikroORM that a project has configured, its entities discovered; undefined where there is no configuration. Nothing
 * is connected to.
 *
 * @throws `orm_unreadable`
 */
export async function ormOfProject(project: string): Promise<FoundOrm | undefined> {
  const program = await programOf(project);
  const configured = program?.CLIHelper.getSettings().configPaths ?? [];
  const path = [...configured, ...PATHS].map((one) => resolve(project, one)).find((one) => existsSync(one));
  if (path === undefined) return undefined;
  try {
    const read = await moduleReader(project);
    const { default: exported } = await read(path);
    return { ...(await madeOf(exported)), path, read };
  } catch (error) {
    throw new SeedbedError('orm_unreadable', {
      message: `The MikroORM of ${path} cannot be made: ${wordsOf(error)}`,
      hint: importHint(error) ?? 'Correct it there: `npx mikro-orm debug` shows what MikroORM makes of it.',
      details: { path },
      cause: error,
    });
  }
}

/** Makes the MikroORM of what a configuration exports, as the file of the domain will: entities are looked for once. */
async function madeOf(exported: unknown): Promise<Pick<FoundOrm, 'orm' | 'form'>> {
  const { MikroORM } = await import('@mikro-orm/postgresql');
  const value: unknown = await exported;
  const one: unknown = Array.isArray(value) ? value[0] : value;
  // MikroORM checks what it is given.
  const options = (one instanceof Function ? await one() : one) as Options;
  if (exported instanceof Function) return { orm: await MikroORM.init(options), form: 'function' };
  if (Array.isArray(exported)) return { orm: await MikroORM.init(options), form: 'list' };
  if (!(exported instanceof Promise)) {
    // Only MikroORM knows what it has to look for.
    for (const [form, some] of [['options', options] as const, ['uncached', uncached(options)] as const]) {
      try {
        return { orm: new MikroORM(some), form };
      } catch {}
    }
  }
  return { orm: await MikroORM.init(options), form: 'sought' };
}

/** The adapter of the cache of metadata is looked for when a MikroORM is made. */
const uncached = (options: Options): Options => ({ ...options, metadataCache: { enabled: false } });

async function programOf(project: string): Promise<Program | undefined> {
  if (!isDependency(project, '@mikro-orm/cli')) return undefined;
  const path = createRequire(join(project, 'package.json')).resolve('@mikro-orm/cli');
  return await import(pathToFileURL(path).href);
}
