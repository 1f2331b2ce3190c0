import { expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { seed } from '../../src/seeders/seed.ts';
import { servers } from '../support/database.ts';
import { firstPlatform } from './database.ts';

test.each(servers)('a column keeps all scenarios out of PostgreSQL $version', async ({ version }) => {
  const { client } = await firstPlatform({ version });
  for (const scenario of course.scenarios) {
    await expect(seed(client, course, scenario, { seed: 0, at: DEFAULT_AT })).rejects.toMatchObject({
      code: 'structure_mismatch',
      differences: [
        'The column "user_role"."role_id" is character varying(50), which does not hold every varchar(255).',
      ],
    });
  }
});
