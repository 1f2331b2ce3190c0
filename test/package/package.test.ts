import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { freshDatabase, serverUrl } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { brokenLinks, missingDocuments } from './links.ts';
import { loadedBy, packagesOf } from './loaded.ts';
import {
  compile,
  copyOrm,
  DEEP_MISTAKES,
  OF_SECOND_COPY,
  packed,
  placesOfDeepMistakes,
  run,
  unpack,
  writeConsumer,
  writeSecondCopy,
} from './packing.ts';

describe('the package, beside what it depends on', () => {
  let app: string;
  let place: string;
  let tarball: string;

  beforeAll(async () => {
    app = temporaryFolder();
    writeConsumer(app);
    tarball = await packed();
    place = await unpack(tarball, app);
  });

  it('holds JavaScript with declarations, the program, docs and examples, but no sources and no tests', () => {
    const files = readdirSync(place, { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => /(?<!\.d)\.ts$/.test(file));
    expect(sources.filter((file) => !file.startsWith('examples/'))).toEqual([]);
    expect(readdirSync(join(place, 'dist')).sort()).toEqual(['migrations', 'src']);
    expect(readdirSync(join(place, 'bin'))).toEqual(['seedbed.js']);
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'docs/factories.md', 'examples/own-tests/package.json']),
    );
    expect(files.filter((file) => /(^|\/)(node_modules\/|\.seedbed)/.test(file))).toEqual([]);
  });

  it('has a file behind each link of its documents, and behind each document that a text names', () => {
    expect(brokenLinks(place)).toEqual([]);
    expect(missingDocuments(place)).toEqual([]);
  });

  it('is well made in the eyes of publint', async () => {
    const { messages } = await publint({ pkgDir: place, strict: true });
    // Where it is kept nobody knows yet.
    expect(messages.filter(({ code }) => !/REPOSITORY/.test(code))).toEqual([]);
  });

  it('has types that resolve as its code does, as are-the-types-wrong sees it', async () => {
    const checked = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
    const problems = checked.types ? checked.problems : [];
    expect(checked.types).toMatchObject({ kind: 'included' });
    // `require` of a module is what each Node does that the package runs on; before node16 there are no entries.
    const accepted = ['CJSResolvesToESM', 'NoResolution'];
    expect(problems.filter(({ kind }) => !accepted.includes(kind))).toEqual([]);
    const unresolved = problems.filter(
      (one) => one.kind === 'NoResolution' && one.resolutionKind !== 'node10',
    );
    expect(unresolved).toEqual([]);
  });

  it('can be required', async () => {
    const program = "const { factory } = require('seedbed'); console.log(typeof factory)";
    expect(await run(app, ['--input-type=commonjs', '--eval', program])).toBe('function\n');
  });

  it('is loaded in few files beside those of the ORM, and loads of other packages what is needed then', async () => {
    const importing = (...names: readonly string[]) => [
      '--input-type=module',
      '--eval',
      names.map((name) => `import '${name}';`).join(' '),
    ];
    const [ours, theirs] = await Promise.all(
      ['seedbed', '@mikro-orm/postgresql'].map((name) => loadedBy(app, importing(name))),
    );
    expect(packagesOf(ours ?? []).get('seedbed')).toBeLessThanOrEqual(5);
    expect(ours?.length).toBeLessThan(1.1 * (theirs?.length ?? 0));
    const course = packagesOf(await loadedBy(app, importing('seedbed/course')));
    expect(course.get('seedbed')).toBeLessThanOrEqual(10);
    expect([...course.keys()]).not.toContain('@mikro-orm/postgresql');
    const program = join(place, 'bin', 'seedbed.js');
    const version = packagesOf(await loadedBy(app, [program, '--version']));
    expect([...version.keys()]).toEqual(['seedbed']);
    const command = packagesOf(await loadedBy(app, [program, 'db', 'status']));
    expect([...command.keys()]).not.toContain('@mikro-orm/core');
  });

  it('has each entity, and what else bears a name, under that name', async () => {
    const program = `const entries = ${JSON.stringify(Object.keys(manifest.exports))};
    for (const entry of entries.filter((one) => !/json|vitest/.test(one))) {
      const exported = await import('seedbed' + entry.slice(1));
      for (const [name, value] of Object.entries({ ...exported, ...exported.entities }))
        if (typeof value === 'function' && value.name !== name) console.log(entry, name, value.name);
    }`;
    expect(await run(app, ['--input-type=module', '--eval', program])).toBe('');
  });

  it('has maps that lead a stack to the sources', async () => {
    const program = `import { defineScenario } from 'seedbed'; defineScenario({ name: 'none' });`;
    const failed = run(app, ['--enable-source-maps', '--input-type=module', '--eval', program]);
    await expect(failed).rejects.toThrow(/src[/\\]seeders[/\\]scenario\.ts:\d+/);
  });

  it('lists scenarios and plans them without a database', async () => {
    const program = join(place, 'bin', 'seedbed.js');
    expect(await run(app, [program, 'scenarios'])).toContain('classroom');
    const planned: unknown = JSON.parse(await run(app, [program, 'plan', 'minimal', '--json']));
    expect(planned).toMatchObject({ scenario: 'minimal', total: 27 });
  });

  it('migrates and seeds a database', async () => {
    const { url, client } = await freshDatabase();
    const program = join(place, 'bin', 'seedbed.js');
    await run(app, [program, 'migrate', 'up'], { DATABASE_URL: url });
    expect(await run(app, [program, 'migrate', 'check'], { DATABASE_URL: url })).toContain('agree');
    await run(app, [program, 'seed', 'minimal'], { DATABASE_URL: url });
    const { rows } = await client.query('select count(*)::int as users from "user"');
    expect(rows).toEqual([{ users: 2 }]);
  });

  it('makes a database for tests, which another process holds', async () => {
    const program = join(place, 'bin', 'seedbed.js');
    const env = { DATABASE_TEST_URL: serverUrl(18) };
    const { name }: { name: string } = JSON.parse(
      await run(app, [program, 'test-db', 'create', '--json'], env),
    );
    expect(name).toMatch(/^seedbed_clone_/);
    await run(app, [program, 'test-db', 'drop', name], env);
  });

  it('is imported by a strict TypeScript project, whose declarations name all that is exported', async () => {
    expect(await compile(app)).toBe('');
  });

  it('lets the compiler tell a mistake deep within nested parents where it stands', async () => {
    expect(await placesOfDeepMistakes(app)).toEqual(DEEP_MISTAKES);
  });

  it('works with an EntityManager and entities of another copy of MikroORM, or refuses in a sentence', async () => {
    const { project, program } = await writeSecondCopy(app, copyOrm);
    expect(await compile(project)).toBe('');
    const { url } = await freshDatabase({ template: 'course' });
    expect(JSON.parse(await run(app, [program, url]))).toEqual(OF_SECOND_COPY);
  });

  it('does from a program what it does from the command line', async () => {
    const { url } = await freshDatabase();
    const answer: unknown = JSON.parse(await run(app, ['consumer.ts', url]));
    expect(answer).toMatchObject({ refused: 'data_present' });
    expect(answer).toHaveProperty('rows', expect.any(Number));
    expect(answer).toHaveProperty('mail', expect.stringContaining('@example.'));
  });
});
