import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { edgeCases } from '../../src/seeders/course/edge-cases.ts';
import { lectureHall } from '../../src/seeders/course/lecture-hall.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import { university } from '../../src/seeders/course/university.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import { seed } from '../../src/seeders/seed.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { sumsOf } from '../seeders/sums.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';

const origin = { seed: 6, now: DEFAULT_NOW };
const of = 3;

/** Every built-in scenario, of a size that a test can wait for. */
const cases = [
  { scenario: minimal, parameters: {} },
  { scenario: classroom, parameters: { students: 5, groups: 2, weeks: 3 } },
  { scenario: lectureHall, parameters: { students: 20, groups: 2, assistants: 1, weeks: 2 } },
  { scenario: semester, parameters: { students: 40, weeks: 3 } },
  { scenario: university, parameters: { users: 2_500, courses: 4, students: 10, tasks: 2 } },
  { scenario: edgeCases, parameters: {} },
];

test('all scenarios are split', () => {
  expect(cases.map(({ scenario }) => scenario)).toEqual(course.scenarios);
});

describe.each(cases)('$scenario.name', ({ scenario, parameters }) => {
  const folder = temporaryFolder();

  beforeAll(async () => {
    for (let number = of; number > 0; number--) {
      const shard = { number, of };
      await writePart(join(folder, `${number}`), course, scenario, origin, { parameters, shard });
    }
  });

  test('comes in parts to the rows and hashes of the whole', async () => {
    const parts = await readParts([folder]);
    const whole = await manifestOf(course, scenario, parameters, origin);
    expect(sumsOf(parts.map(({ manifest }) => manifest))).toEqual(sumsOf([whole]));
  });

  test('is the same data, loaded from parts or seeded', async () => {
    const seeded = await freshDatabase({ template: 'course' });
    await seed(seeded.client, course, scenario, origin, { parameters });
    const hash = await datasetHash(seeded.client, course);
    for (const load of ['live', 'rebuild'] as const) {
      const { client } = await freshDatabase({ template: 'course' });
      await loadParts(client, course, await readParts([folder]), { load });
      expect(await datasetHash(client, course)).toBe(hash);
    }
  });
});
