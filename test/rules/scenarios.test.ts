import { describe, expect, it } from 'vitest';
import { domains } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase, servers } from '../support/database.ts';

const all = domains.flatMap((domain) => domain.scenarios.map((scenario) => ({ domain, scenario })));
const origin = { seed: 5, now: DEFAULT_NOW };

/** For scenarios that by default have more rows than a test can wait for; the long suite has those. */
const smaller: Readonly<Record<string, Record<string, unknown>>> = {
  'lecture-hall': { students: 60, groups: 4, weeks: 6 },
  semester: { students: 60, weeks: 6 },
  university: { users: 1_000, courses: 3, students: 20, tasks: 2 },
};

describe.each(servers)('verify after each scenario finds nothing, on PostgreSQL $version', ({ version }) => {
  it.each(all)('$domain.name: $scenario.name', async ({ domain, scenario }) => {
    const parameters = smaller[scenario.name] ?? {};
    const { tables } = plan(domain, scenario, parameters, origin);
    const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
    expect(rows, 'give smaller parameters above').toBeLessThan(20_000);

    const { client } = await freshDatabase({ version, template: domain.name });
    await seed(client, domain, scenario, origin, { parameters });
    expect((await verify(client, domain, { all: true })).violations).toEqual([]);
  });
});
