import type { Command } from 'commander';
import type pg from 'pg';
import { maskedUrl } from '../../database/url.ts';
import type { Domain } from '../../domain.ts';
import { findScenario } from '../../domains.ts';
import { hasCode } from '../../errors/error.ts';
import type { Scenario } from '../../seeders/scenario.ts';
import { seed } from '../../seeders/seed.ts';
import type { CommonOptions } from '../common-options.ts';
import { recentNowOption } from '../dataset-options.ts';
import { print, printDocument } from '../output.ts';
import { printOverview, readOverview } from '../overview.ts';
import { openSession } from '../session.ts';
import { startSpinner } from '../spinner.ts';
import { openMigratedTarget } from '../target.ts';

interface StartOptions extends CommonOptions {
  readonly now: Date;
}

/** `seedbed start`: from nothing to a database with a classroom in it; what is there already stays. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .summary('start a database with a classroom in it')
    .description(
      'Start the embedded PostgreSQL, migrate it, and seed the scenario `classroom` where there is no data yet. ' +
        'With DATABASE_URL, fill that database instead. What is there already stays as it is.',
    )
    .addOption(recentNowOption())
    .action(start);
}

async function start({ json = false, now }: StartOptions): Promise<void> {
  const began = performance.now();
  const { domain, scenario } = findScenario('classroom');
  const spinner = startSpinner('starting PostgreSQL', { quiet: json });
  try {
    const target = await openMigratedTarget(domain);
    const client = await openSession(target.url);
    const isNew = await seedUnlessPresent(client, domain, scenario, now);
    const overview = await readOverview(client, domain);
    spinner.stop();
    const seconds = Math.round(performance.now() - began) / 1000;
    if (json) {
      printDocument({ seeded: isNew, seconds, url: maskedUrl(target.url), ...overview });
      return;
    }
    print(
      isNew
        ? `Seeded 'classroom' in ${seconds.toFixed(1)} s.\n`
        : `Found data from before, in ${seconds.toFixed(1)} s.\n`,
    );
    await printOverview(overview, target);
  } finally {
    spinner.stop();
  }
}

/** Resolves to whether there was no data yet. */
async function seedUnlessPresent(
  client: pg.Client,
  domain: Domain,
  scenario: Scenario,
  now: Date,
): Promise<boolean> {
  try {
    await seed(client, domain, scenario, { seed: 0, now });
    return true;
  } catch (error) {
    if (hasCode(error, 'data_present')) return false;
    throw error;
  }
}
