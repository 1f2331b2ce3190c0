import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { examples } from '../../src/cli/examples.ts';
import { course, domains } from '../../src/domains.ts';
import { commands } from '../docs/shown-commands.ts';
import { npm, packed } from '../package/packing.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';

const execute = promisify(execFile);

// Every command of the documents and of the help, as it stands there, in a project that has the packed package alone.

/** What such a project does not have: data of its own, a label, a backup, other servers, somebody at the terminal. */
const lacking = [
  ...['not_labelled', 'not_confirmed', 'not_confirmed_by_user', 'nothing_to_undo', 'nothing_to_redo'],
  ...['dataset_missing', 'backup_missing', 'migrations_published', 'unknown_domain', 'unknown_scenario'],
  ...[
    'server_absent',
    'strategy_impossible',
    'server_unreachable',
    'server_running',
    'database_chosen_twice',
  ],
  ...['test_database_missing', 'structure_not_taken', 'parts_missing', 'output_in_use'],
  ...['no_database', 'structure_unreadable', 'not_derived'],
];

const ofDocuments = commands.flatMap((command) => /^npx seedbed ([^>]*)/.exec(command)?.[1]?.trim() ?? []);
const ofHelp = Object.values(examples)
  .flat()
  .flatMap((line) => /^seedbed ([^>]*)/.exec(line)?.[1]?.trim() ?? []);
// Without those that need a variable of the shell, or what is left out there.
const all = [...new Set([...ofDocuments, ...ofHelp])].filter((one) => !/[$<]|^migrate restore$/.test(one));

let project: string;
beforeAll(async () => {
  project = temporaryProject();
  const tarball = await packed();
  await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', tarball], project);
});

async function run(command: string, env: Readonly<Record<string, string>>) {
  const { DATABASE_URL: _, ...ours } = process.env;
  // As a shell does, as far as the commands need it.
  const words = (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
  const parameters = [join(project, 'node_modules/seedbed/bin/seedbed.js'), ...words];
  const options = { cwd: project, env: { ...ours, ...env } };
  return await execute(process.execPath, parameters, options).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );
}

async function expectDone(command: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const printsItself = /--json|--markdown|^complete\b/.test(command);
  const { code, stdout } = await run(printsItself ? command : `${command} --json`, env);
  if (code !== 0) expect(lacking, stdout).toContain(JSON.parse(stdout).error.code);
}

describe('on a database', () => {
  test.each(all.filter((command) => !/^(db|start)\b/.test(command)))('seedbed %s', async (command) => {
    const domain = domains.find(({ name }) => new RegExp(`\\b${name}\\b`).test(command)) ?? course;
    const { url } = await freshDatabase({ template: domain.name });
    await expectDone(command, { DATABASE_URL: url });
  });
});

describe('on the embedded server', () => {
  test.each(all.filter((command) => /^(db|start)\b/.test(command)))('seedbed %s', async (command) => {
    await expectDone(command);
  });
});
