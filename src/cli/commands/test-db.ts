import type { Command } from 'commander';
import { maskedUrl } from '../../database/url.ts';
import { findScenario, nameOf } from '../../domains.ts';
import { parseParameters } from '../../seeders/parameters.ts';
import { createTestDb, dropTestDb, resetTestDb } from '../../testing/test-db.ts';
import type { CommonOptions } from '../common-options.ts';
import { type DatasetOptions, withDatasetOptions } from '../dataset-options.ts';
import { namedDomain, withDomainOption } from '../domain-option.ts';
import { print, printDocument, printNote } from '../output.ts';
import { domainsOfProject } from '../project.ts';
import { sourceOf } from '../structure-source.ts';

interface CreateOptions extends DatasetOptions, CommonOptions {
  readonly scenario?: string;
  readonly from?: string;
  readonly domain?: string;
}

/** `seedbed test-db create|drop|reset`: databases for tests in any language. */
export function addTestDbCommand(program: Command): void {
  const testDb = program
    .command('test-db')
    .summary('databases for tests in any language: create, drop, reset')
    .description(
      'Databases for the tests of programs in any language. Each is a copy of a template, which is made the first ' +
        'time. They are on the server of DATABASE_TEST_URL, or else on the embedded one.',
    );
  withDatasetOptions(
    withDomainOption(
      testDb
        .command('create')
        .summary('make a database for tests, and print its url')
        .description(
          'Make a database for tests, and print its url with its password. It is dropped when the test run, script ' +
            'or shell has ended that called this, and no session is open in it.',
        )
        .option('--scenario <name>', 'what it holds (default: empty tables)')
        .option(
          '--from <url>',
          'with the structure of this database, instead of what the migrations make: its url without a password, ' +
            'or the name of a variable that has it, such as DATABASE_URL; needs pg_dump',
        ),
      'that of the scenario, or else ',
    ),
  ).action(create);
  testDb.command('drop <name>').description('drop it now, with the sessions in it').action(drop);
  testDb
    .command('reset <name>')
    .description('put it back to what it was at first, and end the sessions in it')
    .action(reset);
}

async function create(options: CreateOptions, command: Command): Promise<void> {
  const { seed, now, set, json } = options;
  const domains = await domainsOfProject();
  const named = options.domain === undefined ? domains : [await namedDomain(options.domain)];
  const found = options.scenario === undefined ? undefined : findScenario(options.scenario, named);
  if (!found && Object.keys(set).length > 0)
    command.error('error: --set is about a scenario: name one with --scenario');
  const domain = found?.domain ?? (await namedDomain(options.domain));
  const parameters = found ? parseParameters(found.scenario, set) : {};
  const from = options.from === undefined ? undefined : sourceOf(options.from);
  const scenario = found && { scenario: found.scenario.name, parameters };
  const made = await createTestDb(domain, { ...scenario, seed, now, ...(from !== undefined && { from }) });
  if (json) {
    printDocument({
      ...made,
      domain: domain.name,
      scenario: found ? nameOf(found) : null,
      parameters,
      seed,
      now,
      from: from === undefined ? null : maskedUrl(from),
    });
    return;
  }
  print(made.url);
  printNote(`Drop it before its time:  seedbed test-db drop ${made.name}`);
}

async function drop(name: string, { json }: CommonOptions): Promise<void> {
  const dropped = await dropTestDb(name);
  if (json) printDocument({ name, dropped });
  else print(dropped ? `Dropped ${name}.` : `There is no test database ${name}.`);
}

async function reset(name: string, { json }: CommonOptions): Promise<void> {
  const database = await resetTestDb(name);
  if (json) printDocument(database);
  else print(`${name} is as it was at first.`);
}
