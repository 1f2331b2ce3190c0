import { expect } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { firstPlatform } from './database.ts';

/** Those that a platform takes; the edge cases have a user with a token, whom its check on names never lets in. */
export const scenarios = course.scenarios.filter(({ name }) => name !== 'edge-cases');

/** Small ones, by scenario. */
export const parameters: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  classroom: { students: 8, weeks: 4 },
  'lecture-hall': { students: 20, weeks: 3, groups: 2, assistants: 2 },
  semester: { students: 30, weeks: 3 },
  university: { users: 1_000, courses: 2, students: 20, tasks: 2 },
};

interface Around {
  readonly version: 15 | 18;
  readonly at?: Date;
}

/** Seeds a scenario, small, into the first platform: all of it keeps to the rules, and nobody was made after its time. */
export async function requireTaken(scenario: Scenario, { version, at = DEFAULT_AT }: Around): Promise<void> {
  const { client } = await firstPlatform({ version });
  const origin = { seed: 0, at };
  const options = { parameters: parameters[scenario.name] ?? {} };
  expect(await seed(client, course, scenario, origin, options)).toMatchObject({ rewritten: [] });
  expect((await verify(client, course, { all: true })).violations).toEqual([]);
  const { rows } = await client.query(`select count(*)::int as late from "user" where created_at > $1`, [at]);
  expect(rows).toEqual([{ late: 0 }]);
}
