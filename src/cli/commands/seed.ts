import type { Command } from 'commander';
import { findScenario } from '../../domains.ts';
import { parseParameters } from '../../seeders/parameters.ts';
import { seed } from '../../seeders/seed.ts';
import { withDatabaseOption } from '../database-option.ts';
import { type DatasetOptions, withDatasetOptions } from '../dataset-options.ts';
import { printOverview, readOverview } from '../overview.ts';
import { openSession } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { openMigratedTarget } from '../target.ts';

interface SeedCommandOptions extends DatasetOptions {
  readonly database?: string;
  readonly json?: boolean;
}

/** `seedbed seed <scenario>`: fills an empty database. */
export function addSeedCommand(program: Command): void {
  withDatabaseOption(withDatasetOptions(program.command('seed <scenario>')))
    .summary('fill an empty database with a scenario')
    .description(
      'Fill an empty database with a scenario, in one transaction. Without DATABASE_URL this happens on the ' +
        'embedded PostgreSQL, which is started and migrated by itself. The same scenario, parameters, seed ' +
        'and date give the same data, byte for byte.',
    )
    .option('--json', 'print one JSON document')
    .action(runSeed);
}

async function runSeed(name: string, options: SeedCommandOptions): Promise<void> {
  const { domain, scenario } = findScenario(name);
  parseParameters(scenario, options.set);
  const began = performance.now();
  const spinner = startSpinner('starting', { quiet: options.json === true });
  try {
    const target = await openMigratedTarget(domain, options.database);
    const client = await openSession(target.url);
    const origin = { seed: options.seed, at: options.at };
    const { parameters, rows } = await seed(client, domain, scenario, origin, {
      parameters: options.set,
      whenNotEmpty: waysOn(target.embedded),
      onProgress: (count) => {
        spinner.text = `${scenario.name}: ${count.toLocaleString('en')} rows`;
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
        seconds,
        ...overview,
      };
      console.log(JSON.stringify(document, null, 2));
    } else {
      console.log(
        `Seeded '${scenario.name}': ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s.\n`,
      );
      printOverview(overview, target);
    }
  } finally {
    spinner.stop();
  }
}

const waysOn = (embedded: boolean): string =>
  embedded
    ? 'Start anew with `seedbed db destroy`, or fill a fresh database: seedbed seed … --database <name>'
    : 'Point DATABASE_URL at an empty database; this one is left as it is.';
