import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { lectureHall } from '../../src/seeders/course/lecture-hall.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';

/** As in test/seeders/golden.test.ts, for the default parameters. */
const golden = [
  { scenario: lectureHall, hash: 'dd5a7f9e9726c43ae4b29371f5f0c949640d31a479e9d99de59892f74a78e4cf' },
  { scenario: semester, hash: 'bf4e917928e1ee036667a8921f0ef809713fff96b948bfefe59ec9fbeb9fa0a4' },
];

describe.each(golden)('$scenario.name of the usual size', ({ scenario, hash }) => {
  test.each(servers)('on PostgreSQL $version', async ({ version }) => {
    const { client } = await freshDatabase({ version, template: 'course' });
    await seed(client, course, scenario, { seed: 0, now: DEFAULT_NOW });
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
    expect(await datasetHash(client, course)).toBe(hash);
  });
});
