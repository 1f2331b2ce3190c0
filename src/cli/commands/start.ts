import type { Command } from 'commander';
import ora from 'ora';
import { connect, requireVersion } from '../../database/connect.ts';
import { findScenario } from '../../domains.ts';
import { DEFAULT_AT } from '../../random/clock.ts';
import { seed } from '../../seeders/seed.ts';
import { printOverview, readOverview } from '../overview.ts';
import { openMigratedTarget } from '../target.ts';

/** `seedbed start`: from nothing to a database with a classroom in it; what is there already stays. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .summary('start a database with a classroom in it')
    .description(
      'Start the embedded PostgreSQL, migrate it, and seed the scenario `classroom` where there is no data yet. ' +
        'With DATABASE_URL, fill that database instead. What is there already stays as it is.',
    )
    .action(start);
}

async function start(): Promise<void> {
  const began = performance.now();
  const { domain, scenario } = findScenario('classroom');
  const spinner = ora({ text: 'starting PostgreSQL', isSilent: !process.stderr.isTTY }).start();
  try {
    const target = await openMigratedTarget(domain);
    const client = await connect(target.url);
    await requireVersion(client);
    const found = await readOverview(client, domain);
    const isEmpty = Object.keys(found.tables).length === 0;
    if (isEmpty) await seed(client, domain, scenario, { seed: 0, at: DEFAULT_AT });
    const overview = isEmpty ? await readOverview(client, domain) : found;
    await client.end();
    spinner.stop();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      isEmpty ? `Seeded 'classroom' in ${seconds} s.\n` : `Found data from before, in ${seconds} s.\n`,
    );
    printOverview(overview, target);
  } finally {
    spinner.stop();
  }
}
