import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import manifest from '../../package.json' with { type: 'json' };

const execute = promisify(execFile);
const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** What the package is made of, beside what is installed. */
const ingredients = [
  ...[
    'src',
    'bin',
    'migrations',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ],
  ...['README.md', 'CHANGELOG.md', 'LICENSE'],
];

/**
 * Builds the package in a copy of the checkout, whose own `dist` stays as it is, and packs it into `folder`.
 * Resolves to the tarball's path.
 */
export async function pack(folder: string): Promise<string> {
  const copy = join(folder, 'checkout');
  for (const name of ingredients) cpSync(join(checkout, name), join(copy, name), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  const { stdout } = await npm(['pack', '--silent', '--pack-destination', folder], copy).catch(
    (error: { stdout: string }) => {
      // The compiler says there what it does not like.
      throw new Error(`npm pack failed:\n${error.stdout}`, { cause: error });
    },
  );
  return join(folder, stdout.trim().split('\n').at(-1) ?? '');
}

/** Runs npm, away from what the npm around the tests was told. */
export async function npm(
  parameters: readonly string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string }> {
  const env = Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/.test(name));
  return await execute('npm', parameters, { cwd, env: Object.fromEntries(env) });
}

/** Puts the tarball's content into the node_modules of `app`, beside what it says that it depends on and nothing else. */
export async function unpack(tarball: string, app: string): Promise<string> {
  const modules = join(app, 'node_modules');
  const place = join(modules, manifest.name);
  mkdirSync(place, { recursive: true });
  await execute('tar', ['--extract', '--file', tarball, '--strip-components', '1', '--directory', place]);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    const source = join(checkout, 'node_modules', name);
    if (!existsSync(source)) continue; // binaries for other platforms
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(source, join(modules, name));
  }
  return place;
}

/** Writes a project that uses the package, with a compiler as strict as it can be. */
export function writeConsumer(app: string): void {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024'],
    types: [],
    noEmit: true,
    skipLibCheck: true,
  };
  writeFileSync(join(app, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['consumer.ts'] }));
  cpSync(fileURLToPath(new URL('./consumer.ts', import.meta.url)), join(app, 'consumer.ts'));
}

/** What the compiler finds wrong with the project; empty where it is content. */
export async function compile(app: string): Promise<string> {
  const compiler = join(checkout, 'node_modules', '.bin', 'tsc');
  return await execute(compiler, ['--project', app]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

/** Runs a file of the project. */
export async function run(app: string, parameters: readonly string[], env = {}): Promise<string> {
  const { DATABASE_URL: _, ...ours } = process.env;
  const { stdout } = await execute(process.execPath, parameters, { cwd: app, env: { ...ours, ...env } });
  return stdout;
}
