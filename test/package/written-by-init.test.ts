import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { compile, packed, run, unpack } from './packing.ts';

const PROGRAM = 'node_modules/seedbed/bin/seedbed.js';
const { resolve } = createRequire(import.meta.url);

/** A project that has the package and these options of its compiler; what `init` writes is compiled with its own files. */
async function projectWith(tarball: string, compilerOptions: object): Promise<string> {
  const app = temporaryFolder();
  await unpack(tarball, app);
  // Vitest is there already, among what the package asks for.
  for (const name of ['typescript', '@types/node']) {
    const place = join(app, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(dirname(resolve(`${name}/package.json`)), place);
  }
  writeFileSync(join(app, 'package.json'), '{ "type": "module", "devDependencies": { "vitest": "*" } }');
  const options = { strict: true, target: 'es2022', noEmit: true, types: ['node'], ...compilerOptions };
  // As projects have it: with a comment.
  const config = JSON.stringify({ compilerOptions: options, include: ['*.ts', 'seedbed'] });
  writeFileSync(join(app, 'tsconfig.json'), `// The compiler's\n${config}`);
  return app;
}

describe.each([
  ['nodenext', { module: 'nodenext' }, './domain.js'],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }, './domain.js'],
  ['nodenext, as Node runs it', { module: 'nodenext', allowImportingTsExtensions: true }, './domain.ts'],
])('what init writes, in a project of %s,', (_, options, imported) => {
  let app: string;
  let url: string;
  const seedbed = async (...parameters: string[]) =>
    await run(app, [PROGRAM, ...parameters], { ...process.env, DATABASE_URL: url });

  beforeAll(async () => {
    app = await projectWith(await packed(), options);
    const database = await freshDatabase();
    url = database.url;
    await database.client.query('create table reader (id int primary key, email text not null unique)');
    await seedbed('init', '--name', 'library');
  });

  test('compiles as it stands, with a factory as source', async () => {
    const told = await seedbed('eject', 'reader');
    const domain = join(app, 'seedbed/domain.ts');
    const line = /import .*;/.exec(told)?.[0];
    const text = readFileSync(domain, 'utf8').replace(
      '  overrides,\n',
      '  overrides,\n  factories: { reader },\n',
    );
    writeFileSync(domain, `${line}\n${text}`);
    expect(readFileSync(join(app, 'seedbed/sample.test.ts'), 'utf8')).toContain(`from '${imported}'`);
    expect(await compile(app)).toBe('');
  });

  test('is loaded by the program', async () => {
    expect(await seedbed('lint')).toContain('All well');
  });
});
