import { type Command, Option } from 'commander';
import { type FoundScenario, findScenario, nameOf } from '../../domains.ts';
import { hasCode, SeedbedError } from '../../errors/error.ts';
import { grouped } from '../../errors/format.ts';
import type { LoadMode } from '../../load/load.ts';
import { parseParameters } from '../../seeders/parameters.ts';
import { previewSeed } from '../../seeders/preview.ts';
import { seed } from '../../seeders/seed.ts';
import { withSignIn } from '../../seeders/sign-in.ts';
import { canAsk, isConfirmed } from '../confirm.ts';
import { withDatabaseOption } from '../database-option.ts';
import { databaseUrl } from '../database-url.ts';
import { type DatasetOptions, withDatasetOptions } from '../dataset-options.ts';
import { expectOption, readExpected } from '../expect.ts';
import { invocation } from '../invocation.ts';
import { loadOption, printObstacles, printRewritten, printUsed } from '../load-option.ts';
import { databaseOption } from '../main-database.ts';
import { type OutOptions, requireOut, withOutOptions, writeOut } from '../out.ts';
import { print, printDocument, printError } from '../output.ts';
import { printOverview, readOverview } from '../overview.ts';
import { Progress } from '../progress.ts';
import { domainsOfProject } from '../project.ts';
import { openSession } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { renderRows, renderTable } from '../table.ts';
import { openMigratedTarget, type Target } from '../target.ts';
import { keepHeapSmall } from '../v8-heap.ts';
import { runReset } from './reset.ts';

interface SeedCommandOptions extends DatasetOptions, OutOptions {
  readonly database?: string;
  readonly json?: boolean;
  readonly load?: LoadMode;
  readonly expect?: string;
  readonly append?: boolean;
  readonly dryRun?: boolean;
  readonly namespace?: string;
}

/** `seedbed seed <scenario>`: fills an empty database. */
export function addSeedCommand(program: Command): void {
  withOutOptions(withDatabaseOption(withDatasetOptions(program.command('seed <scenario>'))))
    .summary('fill an empty database with a scenario')
    .description(
      'Fill an empty database with a scenario, in one transaction. Without DATABASE_URL this happens on the ' +
        'embedded PostgreSQL, which is started and migrated by itself. The same scenario, parameters, seed ' +
        'and date give the same data, byte for byte.',
    )
    .option('--append', 'add to what the database holds, under the name of --namespace')
    .option('--namespace <name>', 'text that enters every key and unique value, so that nothing collides')
    .addOption(
      new Option(
        '--dry-run',
        'print what would be written and what may refuse it, and write no row',
      ).conflicts(['out', 'append', 'namespace', 'load', 'expect']),
    )
    .addOption(loadOption())
    .addOption(expectOption())
    .action(runSeed);
}

async function runSeed(name: string, options: SeedCommandOptions): Promise<void> {
  keepHeapSmall();
  const found = findScenario(name, await domainsOfProject());
  if ((options.append === true) !== (options.namespace !== undefined))
    throw new SeedbedError('append_incomplete', {
      message: 'Rows are added to those that are there by --append and --namespace <name> together.',
    });
  requireOut(options);
  if (options.out !== undefined) return await writeOut(found, options.out, options);
  if (options.dryRun) return await printPreview(found, options);
  try {
    await fillEmpty(found, options);
  } catch (error) {
    if (!(await isToReplace(error, nameOf(found), options))) throw error;
    const { seed, now, set, database } = options;
    await runReset(name, { seed, now, set, ...(database !== undefined && { database }) });
  }
}

async function fillEmpty(found: FoundScenario, options: SeedCommandOptions): Promise<void> {
  const { domain, scenario } = found;
  const parameters = parseParameters(scenario, options.set);
  const expect = options.expect === undefined ? undefined : await readExpected(options.expect);
  const began = performance.now();
  const spinner = startSpinner('starting', { quiet: options.json === true });
  const progress = new Progress(scenario.counts(parameters));
  try {
    const target = await openMigratedTarget(domain, options.database);
    const whenNotEmpty = await waysOn(target, nameOf(found));
    const client = await openSession(target.url);
    const origin = { seed: options.seed, now: options.now };
    const signing = expect
      ? { domain, scenario }
      : await withSignIn(client, domain, scenario, invocation().host.env);
    const { rows, load, obstacles, rewritten, used } = await seed(
      client,
      signing.domain,
      signing.scenario,
      origin,
      {
        parameters,
        ...(options.load && { load: options.load }),
        ...(expect && { expect }),
        ...(options.namespace !== undefined && { namespace: options.namespace }),
        whenNotEmpty,
        onProgress: (step, count) => {
          spinner.text = `${scenario.name}: ${progress.describe(step, count)}`;
        },
      },
    );
    const overview = await readOverview(client, domain, options.namespace);
    spinner.stop();
    const seconds = Math.round(performance.now() - began) / 1000;
    if (options.json) {
      const document = {
        scenario: scenario.name,
        domain: domain.name,
        ...origin,
        parameters,
        rows,
        load,
        rewritten,
        used,
        seconds,
        ...overview,
      };
      printDocument(document);
    } else {
      print(`Seeded '${nameOf(found)}': ${grouped(rows)} rows in ${seconds.toFixed(1)} s.\n`);
      printObstacles(obstacles);
      printRewritten(rewritten);
      printUsed(used);
      await printOverview(overview, target);
      if (signing.password !== undefined) print(`All people sign in by the password:  ${signing.password}`);
    }
  } finally {
    spinner.stop();
  }
}

async function printPreview(
  { domain, scenario, ...found }: FoundScenario,
  options: SeedCommandOptions,
): Promise<void> {
  const target = await openMigratedTarget(domain, options.database);
  const whenNotEmpty = await waysOn(target, nameOf({ domain, scenario, ...found }));
  const client = await openSession(target.url);
  const origin = { seed: options.seed, now: options.now };
  const preview = await previewSeed(client, domain, scenario, origin, {
    parameters: options.set,
    whenNotEmpty,
  });
  if (options.json) {
    printDocument({ dryRun: true, domain: domain.name, ...origin, ...preview });
    return;
  }
  print(`These rows would be written; none was.\n\n${renderRows(preview.tables)}`);
  if (preview.checks.length === 0) return;
  const rows = preview.checks.map(({ table, name, expression }) => [
    table,
    name,
    expression.replace(/\s+/g, ' ').trim(),
  ]);
  print(
    `\nChecks that only this database has, and that may refuse rows:\n${renderTable(['table', 'check', 'demands'], rows)}`,
  );
}

const waysOn = async ({ url, embedded }: Target, scenario: string): Promise<string> =>
  embedded
    ? `Replace what it holds: seedbed reset ${scenario}${await databaseOption(url)}; fill another database: seedbed seed … --database <name>; or add to it: --append --namespace <name>`
    : "Point DATABASE_URL at an empty database, or add to this one: --append --namespace <name>. Where these rows are the platform's own, say so: seedbed label <environment>";

/**
 * Whether data stands in the way that a reset can replace, and the user on a terminal wants that. Options that a reset
 * does not have are no wish for one.
 */
async function isToReplace(
  error: unknown,
  scenario: string,
  { json, expect, load }: SeedCommandOptions,
): Promise<boolean> {
  const isPlain = json !== true && expect === undefined && load === undefined;
  if (!hasCode(error, 'data_present') || databaseUrl() !== undefined || !isPlain || !canAsk()) return false;
  printError(`${error.message} \`seedbed reset\` replaces them, and \`seedbed undo\` puts them back.`);
  return await isConfirmed(`Replace them by '${scenario}'?`);
}
