import type pg from 'pg';
import { expect } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { requireFit } from '../../src/load/fit.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { reset } from '../../src/staging/reset.ts';
import { undo } from '../../src/staging/undo.ts';
import { baselineOf, leaveBaseline, left } from '../staging/baseline.ts';
import { datasetHash } from '../support/dataset.ts';
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
  /** The platform; as its first migrations leave it where left out. */
  readonly platform?: typeof firstPlatform;
  readonly now?: Date;
}

/**
 * Seeds a scenario, small, into the first platform beside what its migrations have left: all of it keeps to the rules, and
 * nobody was made after its time. Then replaces it in each way that can be done there, and undoes that: nothing but the
 * scenario's rows is ever another.
 */
export async function requireTaken(
  scenario: Scenario,
  { version, platform = firstPlatform, now = DEFAULT_NOW }: Around,
): Promise<void> {
  const { url, client } = await platform({ version });
  await leaveBaseline(client);
  const baseline = await baselineOf(client);
  expect(await setLabel(client, course, 'staging', 'ada')).toMatchObject({ baseline: left });
  const origin = { seed: 0, now };
  const options = { parameters: parameters[scenario.name] ?? {} };
  expect(await seed(client, course, scenario, origin, options)).toMatchObject({ rewritten: [], used: [] });
  await requireSound(client, now);
  const written = await requireFit(client, course, () => []);
  const seeded = await datasetHash(client, written);
  expect(await baselineOf(client)).toEqual(baseline);
  await setLabel(client, course, 'staging', 'ada');
  const permission = { author: { by: 'ada' }, embedded: false, confirm: addressOf(client) };
  // A dump of this machine is of version 15.
  const strategies = version === 15 ? (['transaction', 'rename'] as const) : (['transaction'] as const);
  for (const strategy of strategies) {
    const again = { seed: 1, now };
    expect(await reset(url, course, scenario, again, { ...permission, ...options, strategy })).toMatchObject({
      strategy,
      used: [],
    });
    const look = (work: (one: pg.Client) => Promise<unknown>) => once(url, work);
    await look((one) => requireSound(one, now));
    expect(await look((one) => datasetHash(one, written))).not.toBe(seeded);
    expect(await look(baselineOf)).toEqual(baseline);
    await undo(url, course, permission);
    expect(await look((one) => datasetHash(one, written))).toBe(seeded);
    expect(await look(baselineOf)).toEqual(baseline);
  }
}

/** By a connection of its own. */
async function once<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  return await work(client).finally(() => client.end());
}

async function requireSound(client: pg.Client, now: Date): Promise<void> {
  expect((await verify(client, course, { all: true })).violations).toEqual([]);
  const { rows } = await client.query(
    `select count(*)::int as late from "user" where created_at > $1 and username is distinct from 'admin'`,
    [now],
  );
  expect(rows).toEqual([{ late: 0 }]);
}
