import { expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { university } from '../../src/seeders/course/index.ts';
import { seed } from '../../src/seeders/seed.ts';
import { servers } from '../support/database.ts';
import { firstPlatform } from './database.ts';

const origin = { seed: 0, at: DEFAULT_AT };
const parameters = { users: 1_000, courses: 1, students: 20, tasks: 2 };

test.each(servers)('a scenario goes into the first platform on PostgreSQL $version', async ({ version }) => {
  const { client } = await firstPlatform({ version });
  const { rows } = await seed(client, course, university, origin, { parameters });
  expect(rows).toBeGreaterThan(1_000);
});
