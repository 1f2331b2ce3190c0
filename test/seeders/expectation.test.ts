import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { User } from '../../src/entities/course/people.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { university } from '../../src/seeders/course/university.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import { type Manifest, parseExpected } from '../../src/seeders/manifest-form.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { terms } from '../load/terms.ts';
import { freshDatabase } from '../support/database.ts';
import { stateOf } from './state.ts';

const origin = { seed: 4, now: DEFAULT_NOW };
let expected: Manifest;

beforeAll(async () => {
  expected = await manifestOf(course, terms, {}, origin);
});

async function seedBy(expect: Manifest, scenario: Scenario = terms) {
  const { client } = await freshDatabase({ template: 'course' });
  const before = await stateOf(client);
  const [outcome] = await Promise.allSettled([seed(client, course, scenario, origin, { expect })]);
  return { client, outcome, before };
}

/** The same with other names. */
const renamed: Scenario = {
  ...terms,
  *parts(...given) {
    for (const part of terms.parts(...given)) {
      const users = part.get(User)?.map((row) => ({ ...row, familyName: 'Other' }));
      yield users ? new Map([...part, [User, users]]) : part;
    }
  },
};

describe('a seed with an expectation', () => {
  test('that is met is as one without', async () => {
    const { client, outcome } = await seedBy(expected);
    expect(outcome.status).toBe('fulfilled');
    expect(await countRows(client, course)).toMatchObject({ user: 19, course: 6 });
  });

  test('of other versions that made the same data is met', async () => {
    const versions = { seedbed: '0.0.1', faker: '9.0.0', generator: 0 };
    expect((await seedBy({ ...expected, versions })).outcome.status).toBe('fulfilled');
  });

  test.each<[string, object, readonly string[]]>([
    ['seed', { seed: 5 }, ['seed: 5 and 4']],
    ['scenario', { scenario: 'years' }, ['scenario: "years" and "terms"']],
    ['parameter', { parameters: { courses: 7 } }, ['parameter courses: 7 and 6']],
  ])('of another %s is refused before anything is made', async (_, change, differences) => {
    let made = 0;
    const counting: Scenario = {
      ...terms,
      *parts(...given) {
        made++;
        yield* terms.parts(...given);
      },
    };
    const { outcome } = await seedBy({ ...expected, ...change }, counting);
    expect(outcome).toMatchObject({ reason: expect.objectContaining({ code: 'dataset_differs' }) });
    expect(outcome).toHaveProperty('reason.details.differences', differences);
    expect(made).toBe(0);
  });

  test('that is not met names tables and versions, and nothing is written', async () => {
    const versions = { ...expected.versions, faker: '9.0.0' };
    const { client, outcome, before } = await seedBy({ ...expected, versions }, renamed);
    expect(outcome).toMatchObject({ reason: expect.objectContaining({ code: 'dataset_differs' }) });
    expect(outcome).toHaveProperty('reason.details.differences', [
      expect.stringMatching(/^version of faker: "9\.0\.0" and "10/),
      expect.stringMatching(/^hash of user: [0-9a-f]{32} and [0-9a-f]{32}$/),
    ]);
    expect(await stateOf(client)).toEqual(before);
  });

  test('sees rows, columns and tables', async () => {
    const { user, profile: _, ...others } = expected.tables;
    if (!user) throw new Error('there are no users');
    const { outcome } = await seedBy({
      ...expected,
      tables: {
        ...others,
        user: { ...user, rows: 18 },
        course: { columns: ['id'], rows: 6, bytes: 0, hash: '' },
        exam: { columns: ['id'], rows: 3, bytes: 0, hash: '' },
      },
    });
    expect(outcome).toHaveProperty('reason.details.differences', [
      expect.stringMatching(/^columns of course: id and id,/),
      'rows of user: 18 and 19',
      'rows of exam: 3 and 0',
      expect.stringMatching(/^rows of profile: 0 and \d+$/),
    ]);
  });

  test('is compared in a rebuild too, before indexes and keys are made', async () => {
    const { client } = await freshDatabase({ template: 'course' });
    const before = await stateOf(client);
    const parameters = { users: 1_000, courses: 2, students: 5, tasks: 1 };
    const manifest = await manifestOf(course, university, parameters, origin);
    const steps: string[] = [];
    const options = {
      parameters,
      load: 'rebuild',
      onProgress: (step: string) => steps.push(step),
    } as const;
    const tables = { ...manifest.tables, result: { columns: [], rows: 1, bytes: 0, hash: '' } };
    const outcome = seed(client, course, university, origin, { ...options, expect: { ...manifest, tables } });
    await expect(outcome).rejects.toThrow('rows of result: 1 and 20');
    expect(new Set(steps)).toEqual(new Set(['writing rows']));
    expect(await stateOf(client)).toEqual(before);
    await seed(client, course, university, origin, { ...options, expect: manifest });
  });
});

test('the manifest of one part of several is none to compare with', () => {
  const part = (of: number) => JSON.stringify({ ...expected, shard: { number: 1, of } });
  expect(parseExpected(part(1), 'manifest.json')).toMatchObject({ rows: expected.rows });
  expect(() => parseExpected(part(2), 'manifest.json')).toThrow(
    expect.objectContaining({ code: 'manifest_unreadable' }),
  );
});
