import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { program } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { blocksOf } from './blocks.ts';

const scripts = blocksOf('docs/scale.md', 'sh');
const configurations = blocksOf('docs/scale.md', 'yaml');

/** What the page calls, from the checkout. GNU parallel stands in as far as the page uses it: a process each. */
const programs: Readonly<Record<string, string>> = {
  npx: `shift; exec ${program.map((word) => `'${word}'`).join(' ')} "$@"`,
  parallel: `
    command=
    while [ "$1" != ::: ]; do command="$command $1"; shift; done
    shift
    for argument; do sh -c "$(printf %s "$command" | sed "s/{}/$argument/g")" & done
    wait`,
};

const bin = temporaryFolder();
for (const [name, script] of Object.entries(programs)) {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** The same with a dataset of some seconds. */
const small = (command: string): string =>
  command.replaceAll(/users=\d+/g, 'users=1100').replaceAll(/courses=\d+/g, 'courses=4 students=8 tasks=1');

async function run(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn('sh', ['-eu', '-c', small(script)], {
    cwd,
    env: { ...process.env, ...env, PATH: `${bin}${delimiter}${process.env['PATH']}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const code = new Promise((resolve) => child.once('close', resolve));
  const said = await text(child.stderr);
  expect(await code, `${script}\n${said}`).toBe(0);
}

async function place() {
  const { url, client } = await freshDatabase({ template: 'course' });
  const rows = async () => await countRows(client, course);
  return { cwd: temporaryFolder(), env: { DATABASE_URL: url }, rows };
}

/** What all of them come to. */
const loaded = { user: 1_100, course: 4, result: 4 * 8 * 2 };

test('the page has scripts and configurations', () => {
  expect(scripts.length).toBeGreaterThan(3);
  expect(configurations).toHaveLength(2);
});

test.each(scripts)('$place runs', async ({ lines }) => {
  const { cwd, env, rows } = await place();
  await run(lines.join('\n'), cwd, env);
  expect(await rows()).toMatchObject(loaded);
});

describe('the commands of a configuration', () => {
  const commandsOf = (block: number): string[] =>
    (configurations[block]?.lines ?? []).flatMap((line) => /npx seedbed .*/.exec(line)?.[0] ?? []);

  test('for a CI matrix run, one after another', async () => {
    const { cwd, env, rows } = await place();
    const [part = '', migrate = '', load = '', ...others] = commandsOf(0);
    expect(others).toEqual([]);
    await Promise.all(
      [1, 2, 3, 4].map((number) => run(part.replace(/\$\{\{ matrix\.part \}\}/, `${number}`), cwd, env)),
    );
    await run(migrate, cwd, { DATABASE_URL: (await freshDatabase()).url });
    await run(load, cwd, env);
    expect(await rows()).toMatchObject(loaded);
  });

  test('for Kubernetes run, for each index of the job', async () => {
    const { cwd, env, rows } = await place();
    mkdirSync(join(cwd, 'data'));
    const [part = '', load = '', ...others] = commandsOf(1).map((command) =>
      command.replace(' /data/', ` ${cwd}/data/`),
    );
    expect(others).toEqual([]);
    await Promise.all(
      [0, 1, 2, 3].map((index) => run(part, cwd, { ...env, JOB_COMPLETION_INDEX: `${index}` })),
    );
    await run(load, cwd, env);
    expect(await rows()).toMatchObject(loaded);
  });
});

test('the manifest that is shown has the fields of a real one', async () => {
  const { cwd, env } = await place();
  await run('npx seedbed seed university --set users=1 courses=1 --shard 1/4 --out parts', cwd, env);
  const [shown] = blocksOf('docs/scale.md', 'json').map(({ lines }) => JSON.parse(lines.join('\n')));
  const real = JSON.parse(readFileSync(join(cwd, 'parts/part-1-of-4/manifest.json'), 'utf8'));
  const fields = ({ tables, ...rest }: typeof real) => [
    Object.keys(rest),
    Object.keys(rest.parameters),
    Object.keys(rest.versions),
    Object.keys(tables.user),
    Object.keys(tables.user.file),
    rest.shard,
    rest.format,
  ];
  expect(fields(shown)).toEqual(fields(real));
});
