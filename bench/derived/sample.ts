import { connect } from '../../src/database/connect.ts';
import type { Domain } from '../../src/domain.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { seed } from '../../src/seeders/seed.ts';

/** Seeds the sample of a derived domain. Rejects where it has other rows than these. */
export async function seedSample(
  url: string,
  domain: Domain,
  parameters: Readonly<Record<string, number>>,
): Promise<void> {
  const [sample] = domain.scenarios;
  if (!sample) throw new Error('a derived domain has a sample');
  const client = await connect(url);
  const { rows } = await seed(client, domain, sample, { seed: 0, now: DEFAULT_NOW }, { parameters });
  await client.end();
  const wanted = Object.entries(parameters).reduce((sum, [, count]) => sum + count, 0);
  if (rows !== wanted) throw new Error(`${rows} rows, not ${wanted}`);
}
