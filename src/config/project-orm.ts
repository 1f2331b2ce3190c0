import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MikroORM, Options } from '@mikro-orm/postgresql';
import { isDependency } from '../database/project-dependencies.ts';
import { SeedbedError } from '../errors/error.ts';
import { importHint } from '../errors/import-hint.ts';
import { wordsOf } from '../errors/thrown.ts';

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

/** How a configuration is exported: as options, or as something that gives them. */
export type ConfigForm = 'options' | 'function' | 'list';

/** The MikroORM that a project has configured. */
export interface FoundOrm {
  readonly orm: MikroORM;
  /** The absolute path of its configuration. */
  readonly path: string;
  readonly form: ConfigForm;
}

/** What is used of MikroORM's own program. */
interface Program {
  readonly CLIHelper: {
    getSettings(): { preferTs?: boolean; tsConfigPath?: string; tsLoader?: string; configPaths?: string[] };
    registerTypeScriptSupport(tsConfig?: string, loader?: string): Promise<boolean>;
  };
}

/**
 * Lets Node read the TypeScript of a project as MikroORM's own program does, by the loader that is installed for it. Does
 * nothing where the project has neither.
 */
export async function readTypeScriptOf(project: string): Promise<void> {
  const program = await programOf(project);
  if (!program || !LOADERS.some((loader) => isDependency(project, loader))) return;
  const { preferTs, tsConfigPath, tsLoader } = program.CLIHelper.getSettings();
  if (preferTs !== false) await program.CLIHelper.registerTypeScriptSupport(tsConfigPath, tsLoader);
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
    await readTypeScriptOf(project);
    const { default: exported }: { default?: unknown } = await import(pathToFileURL(path).href);
    const { MikroORM } = await import('@mikro-orm/postgresql');
    return { orm: await MikroORM.init(await optionsIn(exported)), path, form: formOf(exported) };
  } catch (error) {
    throw new SeedbedError('orm_unreadable', {
      message: `The MikroORM of ${path} cannot be made: ${wordsOf(error)}`,
      hint: importHint(error) ?? 'Correct it there: `npx mikro-orm debug` shows what MikroORM makes of it.',
      details: { path },
      cause: error,
    });
  }
}

async function optionsIn(exported: unknown): Promise<Options> {
  const value: unknown = await exported;
  const one: unknown = Array.isArray(value) ? value[0] : value;
  // MikroORM checks what it is given.
  return (one instanceof Function ? await one() : one) as Options;
}

function formOf(exported: unknown): ConfigForm {
  if (exported instanceof Function) return 'function';
  return Array.isArray(exported) ? 'list' : 'options';
}

async function programOf(project: string): Promise<Program | undefined> {
  if (!isDependency(project, '@mikro-orm/cli')) return undefined;
  const path = createRequire(join(project, 'package.json')).resolve('@mikro-orm/cli');
  return await import(pathToFileURL(path).href);
}
