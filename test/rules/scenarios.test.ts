import { describe, expect, it } from 'vitest';
import { domains } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';

const all = domains.flatMap((domain) => domain.scenarios.map((scenario) => ({ domain, scenario })));

describe('verify after each scenario finds nothing', () => {
  it.each(all)('$domain.name: $scenario.name', async ({ domain, scenario }) => {
    const { client } = await freshDatabase({ template: 'course' });
    await seed(client, domain, scenario, { seed: 5, at: DEFAULT_AT });
    expect((await verify(client, domain, { all: true })).violations).toEqual([]);
  });
});
