import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { until } from '../support/until.ts';

const execute = promisify(execFile);
const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** What the package is made of, beside what is installed. */
const ingredients = [
  ...[
    'src',
    'bin',
    'migrations',
    'docs',
    'examples',
    'package.json',
    'package-lock.json',
    'bundle.ts',
    'tsconfig.json',
    'tsconfig.build.json',
  ],
  ...['README.md', 'CHANGELOG.md', 'LICENSE'],
];

/** Resolves to the path of the package's tarball, which the first test file of a run that asks for it makes. */
export async function packed(): Promise<string> {
  const folder = join(inject('root'), 'packed');
  const making = `${folder}.making`;
  if (!existsSync(folder) && mkdirSync(making, { recursive: true }) !== undefined) {
    await pack(making).finally(() => renameSync(making, folder));
  }
  await until(() => existsSync(folder));
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('the test file that asked first could not pack the package');
  return join(folder, tarball);
}

/** Builds the package in a copy of the checkout, whose own `dist` stays as it is, and packs it into `folder`. */
async function pack(folder: string): Promise<void> {
  const copy = join(folder, 'checkout');
  for (const name of ingredients) cpSync(join(checkout, name), join(copy, name), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  await npm(['pack', '--silent', '--pack-destination', folder], copy).catch((error: { stdout: string }) => {
    // The compiler says there what it does not like.
    throw new Error(`npm pack failed:\n${error.stdout}`, { cause: error });
  });
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
  for (const name of Object.keys({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.peerDependencies,
  })) {
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
    declaration: true,
    emitDeclarationOnly: true,
    outDir: 'declarations',
    skipLibCheck: false,
  };
  writeFileSync(join(app, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const programs = ['consumer.ts', 'library.ts'];
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: programs }));
  for (const name of programs) cpSync(fileURLToPath(new URL(name, import.meta.url)), join(app, name));
}

/** What the compiler finds wrong with the project and with the package; what other packages declare is theirs. */
export async function compile(
  app: string,
  compiler = join(checkout, 'node_modules', '.bin', 'tsc'),
): Promise<string> {
  const { stdout } = await execute(compiler, ['--project', app]).catch((error: { stdout: string }) => error);
  const problems = stdout.split(/\n(?=\S)/).filter((problem) => problem.trim() !== '');
  const isOurs = (problem: string): boolean => !/^\S*node_modules\/(?!seedbed\/)[^(]*\(/.test(problem);
  return problems.filter(isOurs).join('\n');
}

/** A workspace of the project in which `second-copy.ts` has a MikroORM to itself; `install` puts that there. */
export async function writeSecondCopy(
  app: string,
  install: (workspace: string) => unknown,
): Promise<{ readonly project: string; readonly program: string }> {
  const workspace = join(app, 'packages', 'api');
  mkdirSync(workspace, { recursive: true });
  writeFileSync(join(workspace, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await install(workspace);
  const program = join(workspace, 'second-copy.ts');
  cpSync(fileURLToPath(new URL('second-copy.ts', import.meta.url)), program);
  const { compilerOptions } = JSON.parse(readFileSync(join(app, 'tsconfig.json'), 'utf8'));
  const project = join(workspace, 'tsconfig.json');
  writeFileSync(project, JSON.stringify({ compilerOptions, include: [program] }));
  return { project, program };
}

/** Copies the MikroORM of the checkout into a folder, beside what it depends on. */
export function copyOrm(folder: string): void {
  for (const name of ['core', 'sql', 'postgresql'].map((part) => `@mikro-orm/${part}`)) {
    const source = join(checkout, 'node_modules', name);
    cpSync(source, join(folder, 'node_modules', name), { recursive: true });
    const { dependencies = {} } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
    for (const dependency of Object.keys(dependencies)) {
      const place = join(folder, 'node_modules', dependency);
      if (dependency.startsWith('@mikro-orm/') || existsSync(place)) continue;
      symlinkSync(join(checkout, 'node_modules', dependency), place);
    }
  }
}

/** What `second-copy.ts` prints. */
export const OF_SECOND_COPY = {
  isFound: true,
  isMember: true,
  refusal: "The EntityManager does not know User, an entity of 'course'.",
  linted: 0,
};

/** Where the compiler puts a wrong value and a misspelt name that stand deep within nested parents, such as `deep.ts(6,9)`. */
export async function placesOfDeepMistakes(app: string, compiler?: string): Promise<string[]> {
  const { compilerOptions } = JSON.parse(readFileSync(join(app, 'tsconfig.json'), 'utf8'));
  const project = join(app, 'tsconfig.deep.json');
  writeFileSync(project, JSON.stringify({ compilerOptions, include: ['deep.ts'] }));
  const member = (course: string) => `f.courseMember.build({\n  course: {\n${course}\n  },\n});\n`;
  writeFileSync(
    join(app, 'deep.ts'),
    `import type { boundCourse } from './library.js';
declare const f: ReturnType<typeof boundCourse>;
${member('    courseFamily: { organization: {\n      title: 5 } },')}${member('    courseFamily: {\n      titel: "ML" },')}`,
  );
  const problems = await compile(project, compiler);
  return problems.split('\n').flatMap((line) => /(deep\.ts\(\d+,\d+\)): error/.exec(line)?.[1] ?? []);
}

/** Where they stand. */
export const DEEP_MISTAKES = ['deep.ts(6,7)', 'deep.ts(12,7)'];

/** Runs a file of the project. */
export async function run(app: string, parameters: readonly string[], env = {}): Promise<string> {
  const { DATABASE_URL: _, ...ours } = process.env;
  const { stdout } = await execute(process.execPath, parameters, { cwd: app, env: { ...ours, ...env } });
  return stdout;
}
