import { describe, expect, test } from 'vitest';
import { course, domains, nameOf } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { edgeCases } from '../../src/seeders/course/edge-cases.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { plan } from '../../src/seeders/plan.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';
import { stateOf } from './state.ts';

const origin = { seed: 0, now: DEFAULT_NOW };

/** So that a test need not wait for those that are large. */
const small: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  classroom: { students: 6, weeks: 3 },
  'lecture-hall': { students: 20, weeks: 2, groups: 2, assistants: 1 },
  semester: { students: 30, weeks: 3 },
  university: { users: 1_000, courses: 2, students: 10, tasks: 2 },
};

const cases = domains.flatMap((domain) =>
  domain.scenarios
    .filter(({ appendable }) => appendable)
    .map((scenario) => ({ name: nameOf({ domain, scenario }), domain, scenario })),
);

describe.each(cases)('$name', ({ domain, scenario }) => {
  const parameters = small[scenario.name] ?? {};

  test('is added to itself under a name, and to that under another', async () => {
    const { client } = await freshDatabase({ template: domain.name });
    const { tables } = plan(domain, scenario, parameters, origin);
    await seed(client, domain, scenario, origin, { parameters });
    await seed(client, domain, scenario, origin, { parameters, namespace: 'second' });
    await seed(client, domain, scenario, origin, { parameters, namespace: 'third' });
    // What is random about it is another dataset's: of tables whose numbers depend on that there are others.
    const certain = ['user', 'course', 'boardrooms', 'tracks', 'organisations'];
    const tripled = Object.entries(tables).map(([table, rows]) => [table, 3 * rows] as const);
    const expected = tripled.filter(([table]) => certain.includes(table));
    expect(await countRows(client, domain)).toMatchObject(Object.fromEntries(expected));
    expect((await verify(client, domain, { all: true })).violations).toEqual([]);
  });
});

test('a name that is there already is refused, and nothing changes', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await seed(client, course, minimal, origin);
  await seed(client, course, minimal, origin, { namespace: 'second' });
  const before = await stateOf(client);
  const again = seed(client, course, minimal, { ...origin, now: new Date(0) }, { namespace: 'second' });
  await expect(again).rejects.toMatchObject({ code: 'name_taken' });
  expect(await stateOf(client)).toEqual(before);
});

test('a scenario without room for a name is refused', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await expect(seed(client, course, edgeCases, origin, { namespace: 'second' })).rejects.toMatchObject({
    code: 'scenario_not_appendable',
  });
  expect(await countRows(client, course)).toEqual({});
});

test('another seed under the same name is another dataset, whose unique values collide', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await seed(client, course, minimal, origin, { namespace: 'second' });
  const before = await stateOf(client);
  await expect(
    seed(client, course, minimal, { ...origin, seed: 1 }, { namespace: 'second' }),
  ).rejects.toThrow(/Nothing was written|already holds/);
  expect(await stateOf(client)).toEqual(before);
});

test.each(['', 'Second', 'a-b', '2nd', 'a'.repeat(21), 'f', 'fw2', 'fw1r3', "x'"])(
  '%j is no name',
  async (namespace) => {
    const { client } = await freshDatabase({ template: 'course' });
    await expect(seed(client, course, minimal, origin, { namespace })).rejects.toMatchObject({
      code: 'bad_name',
    });
    expect(await countRows(client, course)).toEqual({});
  },
);
