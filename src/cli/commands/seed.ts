import type { Command } from 'commander';
import { findScenario, nameOf } from '../../domains.ts';
import { AppendIncompleteError } from '../../errors/append-incomplete.ts';
import type { LoadMode } from '../../load/load.ts';
import { parseParameters } from '../../seeders/parameters.ts';
import { seed } from '../../seeders/seed.ts';
import { withDatabaseOption } from '../database-option.ts';
import { type DatasetOptions, withDatasetOptions } from '../dataset-options.ts';
import { expectOption, readExpected } from '../expect.ts';
import { loadOption, printObstacles } from '../filling.ts';
import { keepHeapSmall } from '../heap.ts';
import { type OutOptions, requireOut, withOutOptions, writeOut } from '../out.ts';
import { printDocument } from '../output.ts';
import { printOverview, readOverview } from '../overview.ts';
import { Progress } from '../progress.ts';
import { domainsOfProject } from '../project.ts';
import { openSession } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { openMigratedTarget } from '../target.ts';

interface SeedCommandOptions extends DatasetOptions, OutOptions {
  readonly database?: string;
  readonly json?: boolean;
  readonly load?: LoadMode;
  readonly expect?: string;
  readonly append?: boolean;
  readonly as?: string;
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
    .option('--append', 'add to what the database holds, under the name of --as')
    .option('--as <name>', 'a name that enters every key and unique value, so that nothing collides')
    .addOption(loadOption())
    .addOption(expectOption())
    .action(runSeed);
}

async function runSeed(name: string, options: SeedCommandOptions): Promise<void> {
  keepHeapSmall();
  const found = findScenario(name, await domainsOfProject());
  const { domain, scenario } = found;
  const known = parseParameters(scenario, options.set);
  if ((options.append === true) !== (options.as !== undefined)) throw new AppendIncompleteError();
  requireOut(options);
  if (options.out !== undefined) return await writeOut(found, options.out, options);
  const expect = options.expect === undefined ? undefined : await readExpected(options.expect);
  const began = performance.now();
  const spinner = startSpinner('starting', { quiet: options.json === true });
  const progress = new Progress(scenario.counts(known));
  try {
    const target = await openMigratedTarget(domain, options.database);
    const client = await openSession(target.url);
    const origin = { seed: options.seed, at: options.now };
    const { parameters, rows, load, obstacles } = await seed(client, domain, scenario, origin, {
      parameters: options.set,
      ...(options.load && { load: options.load }),
      ...(expect && { expect }),
      ...(options.as !== undefined && { as: options.as }),
      whenNotEmpty: waysOn(target.embedded),
      onProgress: (step, count) => {
        spinner.text = `${scenario.name}: ${progress.describe(step, count)}`;
      },
    });
    spinner.stop();
    const overview = await readOverview(client, domain);
    await client.end();
    const seconds = Math.round(performance.now() - began) / 1000;
    if (options.json) {
      const document = {
        scenario: scenario.name,
        domain: domain.name,
        ...origin,
        parameters,
        rows,
        load,
        seconds,
        ...overview,
      };
      printDocument(document);
    } else {
      console.log(
        `Seeded '${nameOf(found)}': ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s.\n`,
      );
      printObstacles(obstacles);
      await printOverview(overview, target);
    }
  } finally {
    spinner.stop();
  }
}

const waysOn = (embedded: boolean): string =>
  embedded
    ? 'Replace what it holds: seedbed reset <scenario>; fill another database: seedbed seed … --database <name>; or add to it: --append --as <name>'
    : 'Point DATABASE_URL at an empty database, or add to this one: --append --as <name>';
