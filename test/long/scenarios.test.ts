import { expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';

/** As in test/seeders/golden.test.ts, for the default parameters of what is too large there. */
const golden = '4b8ea96b62451ec5fe9376614c7f5d864121e257c507368701708f73b6be9e41';

test.each(servers)('a semester of the usual size, on PostgreSQL $version', async ({ version }) => {
  const { client } = await freshDatabase({ version, template: 'course' });
  await seed(client, course, semester, { seed: 0, at: DEFAULT_AT });
  expect((await verify(client, course, { all: true })).violations).toEqual([]);
  expect(await datasetHash(client, course)).toBe(golden);
});
