import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  compile,
  DEEP_MISTAKES,
  npm,
  OF_SECOND_COPY,
  packed,
  placesOfDeepMistakes,
  run,
  writeConsumer,
  writeSecondCopy,
} from '../package/packing.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';

const execute = promisify(execFile);
const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

let tarball: string;
beforeAll(async () => {
  tarball = await packed();
});

/** A project with the programs of test/package and these packages; seedbed comes last, as to a project that exists. */
async function projectWith(...packages: readonly string[]): Promise<string> {
  const app = temporaryProject();
  writeConsumer(app);
  if (packages.length > 0) await npm(['install', ...quiet, ...packages], app);
  await npm(['install', ...quiet, tarball], app);
  return app;
}

const orm = (version: string): string[] =>
  ['core', 'postgresql', 'migrations'].map((name) => `@mikro-orm/${name}@${version}`);

/** That the program and a program of the project's own do what they do. */
async function expectWorking(app: string, node = process.execPath): Promise<void> {
  const program = join(app, 'node_modules/seedbed/bin/seedbed.js');
  const { DATABASE_URL: _, ...env } = process.env;
  const runOn = async (...parameters: string[]) =>
    (await execute(node, parameters, { cwd: app, env })).stdout;
  expect(await runOn(program, 'seed', 'minimal')).toContain("Seeded 'minimal': 27 rows");
  expect(await runOn(program, 'migrate', 'check')).toContain('agree');
  await runOn(program, 'migrate', 'status', '--database', 'another');
  const url = (await runOn(program, 'db', 'url', '--database', 'another')).trim();
  const strip = node === process.execPath ? [] : ['--experimental-strip-types'];
  expect(await runOn(...strip, 'consumer.ts', url)).toContain('data_present');
}

const inTests = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const PROGRAM = 'node_modules/seedbed/bin/seedbed.js';

/** Writes the domain of test/package/notes.ts into the project. */
const writeNotes = (app: string, name = 'seedbed.config.ts'): void =>
  cpSync(inTests('package/notes.ts'), join(app, name));

/** That a migration of the project's own is written, run, and reverted, without another package. */
async function expectOwnMigration(app: string, env = {}): Promise<void> {
  const seedbed = (...parameters: string[]) => run(app, [PROGRAM, ...parameters], env);
  const folder = join(app, 'migrations');
  mkdirSync(folder);
  expect(await seedbed('migrate', 'create', 'initial')).toContain('1 statement up, 1 down');
  const [file = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, file), 'utf8')).toContain(`import { Migration } from 'seedbed';`);
  expect(await seedbed('migrate', 'up')).toContain('Ran 1 migration');
  expect(await seedbed('migrate', 'check')).toContain('agree');
  expect(await seedbed('migrate', 'down')).toContain('Reverted 1 migration');
}

describe('the package, installed by npm into an empty folder', () => {
  let app: string;

  beforeAll(async () => {
    app = await projectWith();
  });

  it('brings no toolchain along', () => {
    const lock: unknown = JSON.parse(readFileSync(join(app, 'package-lock.json'), 'utf8'));
    expect(lock).not.toHaveProperty(['packages', 'node_modules/node']);
    expect(lock).not.toHaveProperty(['packages', 'node_modules/typescript']);
  });

  it('works, with one copy of the ORM', async () => {
    expect(existsSync(join(app, 'node_modules/seedbed/node_modules/@mikro-orm/core'))).toBe(false);
    await expectWorking(app);
  });

  it('writes and runs a migration of the project', async () => {
    writeNotes(app);
    await expectOwnMigration(app);
  });

  it('can be required', async () => {
    const program = "console.log(typeof require('seedbed').bind)";
    expect(await run(app, ['--input-type=commonjs', '--eval', program])).toBe('function\n');
  });

  describe.each(['5.9', '6', '7'])('with TypeScript %s', (version) => {
    let tools: string;

    beforeAll(async () => {
      tools = temporaryFolder();
      writeFileSync(join(tools, 'package.json'), '{}');
      await npm(['install', ...quiet, `typescript@${version}`], tools);
    });

    it.each([
      { module: 'node16' },
      { module: 'nodenext' },
      { module: 'esnext', moduleResolution: 'bundler' },
    ])('compiles under %o, with declarations', async (options) => {
      const path = join(app, 'tsconfig.json');
      const config: { compilerOptions: object } = JSON.parse(readFileSync(path, 'utf8'));
      const compilerOptions = { ...config.compilerOptions, ...options };
      writeFileSync(path, JSON.stringify({ ...config, compilerOptions }));
      expect(await compile(app, join(tools, 'node_modules', '.bin', 'tsc'))).toBe('');
      writeFileSync(path, JSON.stringify(config));
    });

    it('tells a mistake deep within nested parents where it stands', async () => {
      const compiler = join(tools, 'node_modules', '.bin', 'tsc');
      expect(await placesOfDeepMistakes(app, compiler)).toEqual(DEEP_MISTAKES);
    });
  });
});

describe('the package in a project that has MikroORM', () => {
  it.each(['7.1.13', '7.2.1'])('%s', async (version) => {
    const app = await projectWith(...orm(version), '--save-exact');
    const { version: used } = JSON.parse(
      readFileSync(join(app, 'node_modules/@mikro-orm/core/package.json'), 'utf8'),
    );
    expect(used).toBe(version);
    expect(existsSync(join(app, 'node_modules/seedbed/node_modules/@mikro-orm'))).toBe(false);
    await expectWorking(app);
  });

  it('of 7.1 without its migrations, where one sentence says what to install', async () => {
    const app = await projectWith('@mikro-orm/core@7.1.13', '@mikro-orm/postgresql@7.1.13', '--save-exact');
    await expect(run(app, ['--input-type=module', '--eval', "import 'seedbed'"])).rejects.toThrow(
      /does not work with @mikro-orm\/core 7\.1\.13[\s\S]* code: 'orm_versions_differ'/,
    );
  });
});

it('the package works beside an older MikroORM that a workspace has for itself', async () => {
  const app = await projectWith(...orm('7.2.1'));
  const older = ['core', 'postgresql'].map((name) => `@mikro-orm/${name}@7.1.15`);
  const { project, program } = await writeSecondCopy(app, (workspace) =>
    npm(['install', ...quiet, '--save-exact', ...older], workspace),
  );
  expect(await compile(project)).toBe('');
  await run(app, [PROGRAM, 'migrate', 'up']);
  const url = (await run(app, [PROGRAM, 'db', 'url'])).trim();
  expect(JSON.parse(await run(app, [program, url]))).toEqual(OF_SECOND_COPY);
});

it.each(['module', 'commonjs'])(
  'the package tells a project of type %s that imports ./notes.js of a loader, which reads it',
  async (type) => {
    const app = await projectWith('tsx');
    const path = join(app, 'package.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), type }));
    writeNotes(app, 'notes.ts');
    writeFileSync(join(app, 'seedbed.config.ts'), "export { default } from './notes.js';");
    const { stderr = '' } = await run(app, [PROGRAM, 'scenarios']).catch((error) => error);
    const [, options] = /NODE_OPTIONS='(.+)' before the command/.exec(stderr) ?? [];
    await expectOwnMigration(app, { NODE_OPTIONS: options });
  },
);

it('the package runs on Node 22', async () => {
  const tools = temporaryFolder();
  writeFileSync(join(tools, 'package.json'), '{}');
  await npm(['install', ...quiet, '--ignore-scripts', 'node@22'], tools);
  const node = join(tools, 'node_modules/node/bin/node');
  if (!existsSync(node))
    await execute(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: join(tools, 'node_modules/node'),
    });
  await expectWorking(await projectWith(), node);
});

describe('the package, installed by pnpm, which runs no scripts of packages', () => {
  async function projectByPnpm(...packages: readonly string[]): Promise<string> {
    const app = temporaryProject();
    writeConsumer(app);
    const store = ['--store-dir', join(temporaryFolder(), 'store')];
    await npm(['exec', '--yes', '--', 'pnpm@10', 'add', '--silent', ...store, ...packages, tarball], app);
    return app;
  }

  it('works, and writes and runs a migration of the project', async () => {
    const app = await projectByPnpm();
    await expectWorking(app);
    writeNotes(app);
    await expectOwnMigration(app);
  });

  it('compiles with declarations where the project has the packages whose types they name', async () => {
    expect(await compile(await projectByPnpm(...orm('7.2.1'), '@types/pg@8'))).toBe('');
  });
});

describe('the package beside vitest', () => {
  it.each(['4', '5'])('%s passes the tests of examples/own-tests', async (version) => {
    const app = temporaryProject();
    cpSync(inTests('../examples/own-tests'), app, { recursive: true });
    const path = join(app, 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    delete manifest.dependencies?.seedbed;
    delete manifest.devDependencies?.seedbed;
    writeFileSync(path, JSON.stringify(manifest));
    await npm(['install', ...quiet, `vitest@${version}`], app);
    await npm(['install', ...quiet, tarball], app);
    const printed = await run(app, ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=60000'], {
      NO_COLOR: '1',
    });
    expect(printed).toMatch(/Tests +7 passed \(7\)/);
  });

  it('3 is installed, works in seedbed/testing, and seedbed/vitest says which one it needs', async () => {
    const app = await projectWith('vitest@3');
    mkdirSync(join(app, 'test'));
    writeFileSync(
      join(app, 'test', 'kit.test.ts'),
      `import { course } from 'seedbed/course';
      import { release, template, transaction } from 'seedbed/testing';
      import { expect, test } from 'vitest';
      test('a member', async () => {
        const from = await template(course);
        const kit = await transaction(from);
        expect(await kit.f.courseMember.create()).toHaveProperty('id');
        await release(kit);
        await release(from);
      }, 60_000);
      test('the fixtures', async () => {
        await expect(import('seedbed/vitest')).rejects.toMatchObject({ code: 'vitest_too_old' });
      });`,
    );
    const printed = await run(app, ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=60000'], {
      NO_COLOR: '1',
    });
    expect(printed).toMatch(/Tests +2 passed \(2\)/);
    rmSync(join(app, 'test'), { recursive: true });
  });
});
