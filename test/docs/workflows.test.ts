import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${checkout}/${path}`, 'utf8');

const access = z.enum(['read', 'write', 'none']);
const permissions = z.strictObject({
  contents: access.optional(),
  'id-token': access.optional(),
});
const texts = z.record(z.string(), z.string());
/** By commit: a tag can be moved. */
const pinned = z.string().regex(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
const step = z.union([
  z.strictObject({ uses: pinned, with: z.record(z.string(), z.union([z.string(), z.boolean()])).optional() }),
  z.strictObject({ name: z.string().optional(), run: z.string(), env: texts.optional() }),
]);
const job = z.strictObject({
  name: z.string(),
  'runs-on': z.string(),
  'timeout-minutes': z.int().max(360),
  environment: z.string().optional(),
  permissions: permissions.optional(),
  strategy: z
    .strictObject({ 'fail-fast': z.literal(false), matrix: z.record(z.string(), z.array(z.string()).min(1)) })
    .optional(),
  services: z
    .record(
      z.string(),
      z.strictObject({ image: z.string(), env: texts, ports: z.array(z.string()), options: z.string() }),
    )
    .optional(),
  env: texts.optional(),
  steps: z.array(step).min(1),
});
const branches = z.strictObject({ branches: z.array(z.string()), paths: z.array(z.string()).optional() });
/** What we use of GitHub's workflows; whatever is not in here is taken for a slip. */
const workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    push: branches.optional(),
    pull_request: z.null().optional(),
    schedule: z.array(z.strictObject({ cron: z.string().regex(/^(\S+ ){4}\S+$/) })).optional(),
    workflow_dispatch: z.null().optional(),
  }),
  permissions,
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }).optional(),
  jobs: z.record(z.string(), job),
});

const workflows = globSync('.github/workflows/*.yml', { cwd: checkout });

test('there are workflows', () => {
  expect(workflows.length).toBe(3);
});

describe.each(workflows)('%s', (path) => {
  const source = read(path);
  const { jobs, permissions: all } = workflow.parse(parse(source));
  const commands = Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap((one) => ('run' in one ? [one.run] : [])),
  );

  test('says beside each commit of an action which version it is', () => {
    for (const line of source.match(/^.*\buses:.*$/gm) ?? []) expect(line).toMatch(/ # v\d+\.\d+\.\d+$/);
  });

  test('may write only where it publishes', () => {
    expect(Object.values(all)).not.toContain('write');
    const writing = Object.entries(jobs).filter(([, { permissions: own = {} }]) =>
      Object.values(own).includes('write'),
    );
    expect(writing.map(([name]) => name)).toEqual(path.endsWith('release.yml') ? ['publish'] : []);
  });

  test('names scripts, commands and files that there are', () => {
    const programs = ['npm', 'npx', 'node', 'git', 'go'];
    for (const command of commands) {
      const [program = '', ...words] = command.replaceAll('"', '').split(' ');
      if (!programs.includes(program)) expect(existsSync(`${checkout}/${program}`), command).toBe(true);
      if (program === 'npm' && words[0] === 'run') expect(Object.keys(manifest.scripts)).toContain(words[1]);
      // Not installed with the checkout: the same version as in `npm run release`.
      if (program === 'npx') expect(manifest.scripts.release).toContain(words.slice(0, 2).join(' '));
      if (program === 'node') expect(existsSync(`${checkout}/${words[0]}`), command).toBe(true);
    }
    for (const [, name = ''] of source.matchAll(/node-version-file: (.*)/g))
      expect(existsSync(`${checkout}/${name}`), name).toBe(true);
  });

  test('takes from the matrix what is in it', () => {
    for (const one of Object.values(jobs))
      for (const [, name = ''] of JSON.stringify(one).matchAll(/\$\{\{ matrix\.(\w+) \}\}/g))
        expect(Object.keys(one.strategy?.matrix ?? {})).toContain(name);
  });
});

describe('the rest of .github', () => {
  test('keeps dependencies of npm and of the workflows up to date', () => {
    const { updates } = z
      .object({ version: z.literal(2), updates: z.array(z.object({ 'package-ecosystem': z.string() })) })
      .parse(parse(read('.github/dependabot.yml')));
    expect(updates.map((one) => one['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  });

  test.each(globSync('.github/ISSUE_TEMPLATE/[!c]*.yml', { cwd: checkout }))('%s is a form', (path) => {
    const form = z.strictObject({
      name: z.string(),
      description: z.string(),
      labels: z.array(z.string()),
      body: z.array(
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: z.string() }) }),
          z.strictObject({
            type: z.literal('textarea'),
            id: z.string(),
            attributes: z.strictObject({
              label: z.string(),
              description: z.string(),
              render: z.string().optional(),
            }),
            validations: z.strictObject({ required: z.boolean() }).optional(),
          }),
        ]),
      ),
    });
    expect(() => form.parse(parse(read(path)))).not.toThrow();
  });
});

test('the tests run on the Node that the package asks for at least, and on that of the checkout', () => {
  const { jobs } = workflow.parse(parse(read('.github/workflows/ci.yml')));
  const oldest = manifest.engines.node.match(/\d+/)?.[0];
  const own = manifest.devDependencies.node.split('.')[0];
  expect(jobs['test']?.strategy?.matrix['node']).toEqual([oldest, own]);
  expect(read('.nvmrc').trim()).toBe(own);
});
