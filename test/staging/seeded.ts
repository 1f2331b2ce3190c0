import type pg from 'pg';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { requireConsent } from '../../src/staging/label.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const smaller: Readonly<Record<string, object>> = { classroom: { students: 12, weeks: 4 } };

/** A database with a scenario, made smaller; under a name where its people are to be nobody else's. */
export async function seeded(
  scenario: Scenario,
  number = 0,
  version: 15 | 18 = 18,
  namespace = '',
): Promise<FreshDatabase> {
  const database = await freshDatabase({ version, template: 'course' });
  const parameters = { ...smaller[scenario.name] };
  const options = namespace === '' ? { parameters } : { parameters, namespace };
  await seed(database.client, course, scenario, { seed: number, now: DEFAULT_NOW }, options);
  return database;
}

/** The code of the error, or `given`. */
export const refusal = (client: pg.Client) =>
  requireConsent(client, course).then(
    () => 'given',
    (error) => error.code,
  );
