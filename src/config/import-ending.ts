import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The path by which a file of TypeScript is imported in a project: with its own ending, as Node does, or with that of the
 * JavaScript that comes of it, where the project's compiler takes no other.
 */
export type ImportPath = (path: string) => string;

/**
 * How files of a project import each other, as its own compiler says; as Node does where it has none.
 *
 * @example (await importPathIn(project))('./domain.ts') // './domain.js'
 */
export async function importPathIn(project: string): Promise<ImportPath> {
  const { allowImportingTsExtensions, rewriteRelativeImportExtensions } = await compilerOptions(project);
  const takesOwn = allowImportingTsExtensions === true || rewriteRelativeImportExtensions === true;
  return takesOwn ? (path) => path : (path) => path.replace(/\.([cm]?)ts$/, '.$1js');
}

/** What is used of the options of a compiler. */
interface CompilerOptions {
  readonly allowImportingTsExtensions?: boolean;
  readonly rewriteRelativeImportExtensions?: boolean;
}

async function compilerOptions(project: string): Promise<CompilerOptions> {
  const asNode = { allowImportingTsExtensions: true };
  if (!existsSync(join(project, 'tsconfig.json'))) return asNode;
  try {
    const manifest = createRequire(join(project, 'package.json')).resolve('typescript/package.json');
    const compiler = join(dirname(manifest), 'bin/tsc');
    // Only the compiler knows what a configuration extends.
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '--showConfig'], {
      cwd: project,
    });
    const { compilerOptions = {} }: { compilerOptions?: CompilerOptions } = JSON.parse(stdout);
    return compilerOptions;
  } catch {
    // Nothing compiles it, or not as it is.
    return asNode;
  }
}

let isRegistered = false;

/** Lets Node find `domain.ts` where `./domain.js` is imported and is not there, as compilers and Vitest do. */
export function findTypeScript(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        const isAbsent = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
        if (!isAbsent || !/^\.{1,2}\/.*\.[cm]?js$/.test(specifier)) throw error;
        try {
          return next(specifier.replace(/\.([cm]?)js$/, '.$1ts'), context);
        } catch {
          throw error;
        }
      }
    },
  });
}
