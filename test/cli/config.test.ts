import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { seedbedInNode } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A project with these files, in which `seedbed` can be imported. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(checkout, join(folder, 'node_modules', 'seedbed'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A configuration of one scenario of two users, or as many as are asked for. */
const config = ({ name = 'guests', domain = 'course', body = '' } = {}): string => `
import { defineConfig, defineScenario, type Scope } from 'seedbed';
import { z } from 'seedbed/zod';
import { factories as make } from 'seedbed/course';

const guests = defineScenario({
  name: '${name}',
  summary: 'Some guests.',
  parameters: z.strictObject({ count: z.int().min(1).max(9).default(2).describe('how many') }),
  shared(scope: Scope, { count }) {
    ${body}
    for (let n = 0; n < count; n++) scope.add(make.user, n, { givenName: 'Guest' });
  },
});

export default defineConfig({ scenarios: { ${domain}: [guests] } });
`;

describe('a scenario of a project’s own', () => {
  const cwd = project({ 'seedbed.config.ts': config() });

  it('is listed with those of seedbed', async () => {
    const { code, stdout, stderr } = await seedbedInNode(['scenarios'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}classroom +course /m);
    expect(stdout).toMatch(/^ {2}guests +course +Some guests\.$/m);
  });

  it('is written in parts, loaded, and has a manifest', async () => {
    for (const shard of ['1/2', '2/2']) {
      expect(
        await seedbedInNode(['seed', 'guests', '--shard', shard, '--out', 'parts'], { cwd }),
      ).toMatchObject({
        code: 0,
      });
    }
    const { url } = await freshDatabase({ template: 'course' });
    const loaded = await seedbedInNode(['load', 'parts'], { cwd, env: { DATABASE_URL: url } });
    expect(loaded.stdout).toMatch(/^Loaded 'guests' from 2 parts: 2 rows/m);
    const manifest = await seedbedInNode(['manifest', 'guests'], { cwd });
    expect(JSON.parse(manifest.stdout)).toMatchObject({ rows: 2, tables: { user: { rows: 2 } } });
  });

  it('is planned with its parameters', async () => {
    const { code, stdout } = await seedbedInNode(['plan', 'guests', '--set', 'count=5'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}count +5 +whole number from 1 to 9 +how many$/m);
    expect(stdout).toMatch(/^ {2}user +5$/m);
    expectRefusal(await seedbedInNode(['plan', 'guests', '--set', 'count=10'], { cwd }), {
      code: 2,
      problem: `"10" is no value for the parameter 'count' of 'guests'`,
      hint: 'count: whole number from 1 to 9',
    });
  });

  it('is seeded', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const { code, stdout } = await seedbedInNode(['seed', 'guests'], { cwd, env: { DATABASE_URL: url } });
    expect(code).toBe(0);
    expect(stdout).toContain("Seeded 'guests': 2 rows");
    expect((await client.query('select given_name from "user"')).rows).toEqual([
      { given_name: 'Guest' },
      { given_name: 'Guest' },
    ]);
  });

  it('is written as files, which its manifest describes', async () => {
    const written = await seedbedInNode(['seed', 'guests', '--out', 'files', '--json'], { cwd });
    const { code, stdout } = await seedbedInNode(['manifest', 'guests'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(written.stdout)).toMatchObject(JSON.parse(stdout));
    expect(JSON.parse(stdout)).toMatchObject({ scenario: 'guests', rows: 2 });
  });

  it('is suggested where it is mistyped', async () => {
    expectRefusal(await seedbedInNode(['plan', 'gests'], { cwd }), {
      code: 2,
      problem: "Did you mean 'guests'?",
      hint: 'guests',
    });
  });

  it.each([
    ['seedbed.config.js', (text: string) => text.replace(', type Scope', '').replace(': Scope', '')],
    ['seedbed.config.mjs', (text: string) => text.replace(', type Scope', '').replace(': Scope', '')],
  ])('may be in %s', async (file, asJavaScript) => {
    const folder = project({ [file]: asJavaScript(config()) });
    expect(await seedbedInNode(['plan', 'guests'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
  });

  it('is found from a folder of the project', async () => {
    mkdirSync(join(cwd, 'deep', 'down'), { recursive: true });
    expect(await seedbedInNode(['plan', 'guests'], { cwd: join(cwd, 'deep', 'down') })).toMatchObject({
      code: 0,
    });
  });

  it('may be none', async () => {
    const folder = project({ 'seedbed.config.ts': 'export default {};' });
    expect(await seedbedInNode(['scenarios'], { cwd: folder })).toMatchObject({ code: 0 });
  });
});

it('a domain without a migration is told how to get one', async () => {
  const cwd = project({
    'seedbed.config.ts': `
import { defineConfig } from 'seedbed';
import { boardroom } from 'seedbed/boardroom';

const migrations = new URL('./migrations/', import.meta.url);
export default defineConfig({ domains: [{ ...boardroom, name: 'rooms', migrations }] });
`,
  });
  mkdirSync(join(cwd, 'migrations'));
  const { url } = await freshDatabase({ template: 'empty' });
  expectRefusal(
    await seedbedInNode(['migrate', 'up', '--domain', 'rooms'], { cwd, env: { DATABASE_URL: url } }),
    {
      code: 2,
      problem: "The domain 'rooms' has no migration yet.",
      hint: 'seedbed migrate create initial --domain rooms',
    },
  );
  const { stdout } = await seedbedInNode(['migrate', 'up', '--domain', 'rooms', '--json'], {
    cwd,
    env: { DATABASE_URL: url },
  });
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'no_migrations' } });
  writeFileSync(join(cwd, 'migrations', 'helper.ts'), 'export const nothing = 1;');
  expectRefusal(
    await seedbedInNode(['migrate', 'up', '--domain', 'rooms'], { cwd, env: { DATABASE_URL: url } }),
    {
      code: 2,
      problem: 'helper.ts exports no migration.',
      hint: 'another folder',
    },
  );
});

describe('a configuration that imports TypeScript as a compiler would', () => {
  const other = { 'books.ts': 'export const books = {};', 'shelf.mts': 'export default {};' };

  it.each(['./books.js', './shelf.mjs'])('by %s, is loaded', async (path) => {
    const cwd = project({ ...other, 'seedbed.config.ts': `import '${path}';\nexport default {};` });
    expect(await seedbedInNode(['scenarios'], { cwd })).toMatchObject({ code: 0 });
  });

  it.each(['./books', './library'])('by %s, is told of a loader', async (path) => {
    const cwd = project({ ...other, 'seedbed.config.ts': `import '${path}';\nexport default {};` });
    mkdirSync(join(cwd, 'library'));
    writeFileSync(join(cwd, 'library', 'index.ts'), '');
    expectRefusal(await seedbedInNode(['scenarios'], { cwd }), {
      code: 2,
      problem: /cannot be loaded: /,
      hint: /^That file is TypeScript, .* with the ending \.ts, or .*--import tsx\/esm/,
    });
  });
});

describe('in a project of CommonJS, as npm makes them, a configuration', () => {
  const commonjs = { 'package.json': '{"type":"commonjs"}' };

  it.each([`import 'node:fs';\nexport default {};`, 'export default {};'])(
    'of modules is told of its ending: %j',
    async (text) => {
      const cwd = project({ ...commonjs, 'seedbed.config.ts': text });
      expectRefusal(await seedbedInNode(['scenarios'], { cwd }), {
        code: 2,
        problem: 'seedbed.config.ts cannot be loaded: ',
        hint: /^Node takes that file for CommonJS, .* the ending \.mts or \.mjs, or .*--import tsx\/esm/,
      });
    },
  );

  it('has the ending .mts', async () => {
    const cwd = project({ ...commonjs, 'seedbed.config.mts': 'const one: number = 1;\nexport default {};' });
    expect((await seedbedInNode(['scenarios'], { cwd })).code).toBe(0);
  });
});

describe('a configuration is refused that', () => {
  interface Wrong {
    readonly what: string;
    readonly text: string;
    readonly problem: string;
    readonly hint: string;
  }

  it.each<Wrong>([
    {
      what: 'has a syntax error',
      text: '\n\nexport default {;',
      problem: 'seedbed.config.ts:3 cannot be loaded: ',
      hint: 'Fix it there',
    },
    {
      what: 'has TypeScript that cannot be erased',
      text: 'enum Size { small }\nexport default {};',
      problem: 'seedbed.config.ts:1 cannot be loaded: TypeScript enum',
      hint: 'leave out enums',
    },
    {
      what: 'throws',
      text: `const one = 1;\nthrow new Error('not today');\nexport default {};`,
      problem: 'seedbed.config.ts:2 cannot be loaded: not today.',
      hint: 'Fix it there',
    },
    {
      what: 'throws what is no error',
      text: 'throw null;\nexport default {};',
      problem: 'seedbed.config.ts cannot be loaded: null.',
      hint: 'Fix it there',
    },
    {
      what: 'imports what is not installed',
      text: `import 'no-such-package';\nexport default {};`,
      problem: "cannot be loaded: Cannot find package 'no-such-package'",
      hint: 'Install what it imports',
    },
    {
      what: 'has a decorator',
      text: 'const entity = () => () => {};\n@entity()\nexport class Book {}\nexport default {};',
      problem: 'cannot be loaded: Invalid or unexpected token',
      hint: 'leave them out, or have a loader read it',
    },
    {
      what: 'imports what seedbed does not have',
      text: `import { nothing } from 'seedbed';\nexport default {};`,
      problem: "does not provide an export named 'nothing'",
      hint: 'Fix it there',
    },
    {
      what: 'exports nothing',
      text: 'export const scenarios = {};',
      problem: 'seedbed.config.ts has no default export.',
      hint: 'export default defineConfig({ domains: [ … ], scenarios: { course: [ … ] } })',
    },
    {
      what: 'exports a list',
      text: 'export default [];',
      problem: 'seedbed.config.ts exports a list.',
      hint: 'export default defineConfig(',
    },
    {
      what: 'exports something unknown beside',
      text: 'export default { scenario: {} };',
      problem: "seedbed.config.ts exports 'scenario', which means nothing here.",
      hint: 'export default defineConfig(',
    },
    {
      what: 'has scenarios without a domain',
      text: 'export default { scenarios: [] };',
      problem: 'seedbed.config.ts has scenarios: a list.',
      hint: 'export default defineConfig(',
    },
    {
      what: 'names no domain',
      text: config({ domain: 'curse' }),
      problem: "seedbed.config.ts has scenarios for 'curse', which is no domain.",
      hint: 'The domains are: course',
    },
    {
      what: 'has something else than a list',
      text: 'export default { scenarios: { course: { name: 1 } } };',
      problem: 'seedbed.config.ts has an object as scenarios.course.',
      hint: 'It should be a list of scenarios.',
    },
    {
      what: 'has something else than scenarios',
      text: `export default { scenarios: { course: [{ name: 'guests', summary: '' }] } };`,
      problem: 'seedbed.config.ts has an object as scenarios.course[0], which is no scenario.',
      hint: 'defineScenario({ name, summary, parameters, shared })',
    },
    {
      what: 'has a scenario that cannot be typed',
      text: config({ name: 'Our guests' }),
      problem: 'seedbed.config.ts has a scenario called "Our guests".',
      hint: 'lower-case letters and digits',
    },
    {
      what: 'has a scenario called as one of seedbed',
      text: config({ name: 'classroom' }),
      problem:
        "The scenario 'classroom' of seedbed.config.ts has the name of another one, which comes with seedbed.",
      hint: 'Give it another name.',
    },
    {
      what: 'has a scenario twice',
      text: config().replace('[guests]', '[guests, guests]'),
      problem: "The scenario 'guests' of seedbed.config.ts has the name of another one there.",
      hint: 'Give it another name.',
    },
  ])('$what', async ({ text, problem, hint }) => {
    const cwd = project({ 'seedbed.config.ts': text });
    expectRefusal(await seedbedInNode(['scenarios'], { cwd }), { code: 2, problem, hint });
  });

  it('is there twice', async () => {
    const cwd = project({ 'seedbed.config.ts': config(), 'seedbed.config.mjs': 'export default {};' });
    expectRefusal(await seedbedInNode(['plan', 'guests'], { cwd }), {
      code: 2,
      problem: 'There are several configurations: seedbed.config.ts, seedbed.config.mjs.',
      hint: 'Keep one of them.',
    });
  });
});

describe('a scenario of a project’s own that fails', () => {
  it.each([
    {
      what: 'by an error',
      body: `if (count === 2) throw new Error('no guests');`,
      problem: "The scenario 'guests' of seedbed.config.ts:11 fails: no guests.",
      hint: 'fix it there',
    },
    {
      what: 'by rows of another domain',
      body: 'scope.rows.set(class Stranger {}, []);',
      problem: "it makes rows of Stranger, which is none of the tables of 'course'.",
      hint: 'Name it under the domain of its tables',
    },
  ])('$what is told with its place', async ({ body, problem, hint }) => {
    const cwd = project({ 'seedbed.config.ts': config({ body }) });
    expectRefusal(await seedbedInNode(['plan', 'guests'], { cwd }), { code: 2, problem, hint });
    const { stdout } = await seedbedInNode(['plan', 'guests', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'scenario_failed' } });
  });
});

describe('a value that its column does not hold is refused with the line that gives it', () => {
  const odd = {
    invalid: '{ createdAt: new Date(Number.NaN) }',
    big: '{ properties: { size: 10n } }',
    ring: '{ properties: ring }',
    getter: "{ properties: { get now() { throw new Error('not now'); } } }",
    nul: String.raw`{ givenName: 'a\0b' }`,
    long: "{ givenName: 'x'.repeat(256) }",
    misspelt: "{ givenNmae: 'Ada' }",
  };
  const lines = Object.entries(odd).map(
    ([name, values]) =>
      `  ${name}: (scope) => [0, 1, 2].map((n) => scope.add(make.user, n, n < 2 ? {} : ${values})),`,
  );
  const cwd = project({
    'seedbed.config.mjs': `import { defineConfig, defineScenario } from 'seedbed'; import { z } from 'seedbed/zod'; import { factories as make } from 'seedbed/course';
const ring = {}; ring.self = ring;
const odd = {
${lines.join('\n')}
};
export default defineConfig({ scenarios: { course: Object.entries(odd).map(([name, shared]) => defineScenario({
  name, summary: 'Three users.', parameters: z.strictObject({}), shared,
})) } });
`,
  });

  it.each([
    ['invalid', 4, 'user_created_at_type', 'createdAt Invalid Date'],
    ['big', 5, 'user_properties_type', 'properties { size: 10n }'],
    ['ring', 6, 'user_properties_type', '[Circular *1]'],
    ['getter', 7, 'user_properties_type', 'now: [Getter]'],
    ['nul', 8, 'user_given_name_type', String.raw`givenName "a\u0000b"`],
    ['long', 9, 'user_given_name_length', 'has at most 255 characters'],
    ['misspelt', 10, "no column, parent or parameter 'givenNmae'", "Did you mean 'givenName'?"],
  ])('%s', async (name, line, rule, words) => {
    for (const command of [
      ['plan', name],
      ['manifest', name],
      ['seed', name, '--out', 'files'],
    ]) {
      const { code, stderr, stdout } = await seedbedInNode(command, { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`The scenario '${name}' of seedbed.config.mjs:${line} fails`);
      expect(stderr).toContain(rule);
      expect(stderr).toContain(words);
      if (name !== 'invalid') break;
    }
  });
});
