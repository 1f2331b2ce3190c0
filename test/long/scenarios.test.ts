import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { lectureHall } from '../../src/seeders/course/lecture-hall.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';

/** As in test/seeders/golden.test.ts, for the default parameters. */
const golden = [
  { scenario: lectureHall, hash: '257cd862ecedbc4ca8274a3820b81542620c20b79d1c616f69f39dd5b7037dd2' },
  { scenario: semester, hash: '4b8ea96b62451ec5fe9376614c7f5d864121e257c507368701708f73b6be9e41' },
];

describe.each(golden)('$scenario.name of the usual size', ({ scenario, hash }) => {
  test.each(servers)('on PostgreSQL $version', async ({ version }) => {
    const { client } = await freshDatabase({ version, template: 'course' });
    await seed(client, course, scenario, { seed: 0, at: DEFAULT_AT });
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
    expect(await datasetHash(client, course)).toBe(hash);
  });
});
