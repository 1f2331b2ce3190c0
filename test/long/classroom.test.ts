import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { tablesOf } from '../../src/load/table.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase, servers } from '../support/database.ts';

const datasets = fc.record({
  seed: fc.nat(),
  now: fc.date({
    min: new Date('1990-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  }),
  parameters: fc.record({
    students: fc.integer({ min: 1, max: 60 }),
    groups: fc.integer({ min: 1, max: 12 }),
    assistants: fc.integer({ min: 1, max: 12 }),
    weeks: fc.integer({ min: 1, max: 16 }),
  }),
});

const samples = fc.sample(datasets, { seed: 20_260_114, numRuns: 150 });
const largest = {
  seed: 0,
  now: DEFAULT_NOW,
  parameters: { students: 200, groups: 12, assistants: 12, weeks: 16 },
};

describe.each(servers)('every classroom loads into PostgreSQL $version as planned', async ({ version }) => {
  const tables = tablesOf(course)
    .map(({ name }) => `"${name}"`)
    .join(', ');
  const database = freshDatabase({ version, template: 'course' });

  it.each([largest, ...samples])(
    'seed $seed, $now, $parameters',
    async ({ seed: number, now, parameters }) => {
      const { client } = await database;
      await client.query(`truncate ${tables} cascade`);
      const origin = { seed: number, now };
      const planned = plan(course, classroom, parameters, origin);
      const { rows } = await seed(client, course, classroom, origin, { parameters });
      expect(rows).toBe(planned.total);
      expect(await countRows(client, course)).toEqual(planned.tables);
    },
  );
});
