import type { Domain } from '../../../src/domain.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import type { Scenario } from '../../../src/seeders/scenario.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

/** A new database with the rows of a scenario. */
export async function seeded(
  domain: Domain,
  scenario: Scenario,
  version: 15 | 18 = 18,
): Promise<FreshDatabase> {
  const database = await freshDatabase({ version, template: domain.name });
  await seed(database.client, domain, scenario, { seed: 0, now: DEFAULT_NOW });
  return database;
}
