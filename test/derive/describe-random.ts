import * as fc from 'fast-check';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { readStructureOn } from '../../src/derive/read-structure.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { seedSample } from './derived.ts';
import { type RandomSchema, randomSchema, sqlOf } from './random-schema.ts';

/** So many schemas are in one database at once: most of what is asked of it is asked once for all of them. */
const TOGETHER = 8;

/** Random tables are filled, nothing in them breaks a rule, and the same seed gives the same rows. */
export function describeRandom(schemas: number, seed: number): void {
  test(`${schemas} random schemas are filled`, async () => {
    const { client } = await freshDatabase();
    const together = fc.array(randomSchema, { minLength: 1, maxLength: TOGETHER, size: 'max' });
    let left = schemas;
    await fc.assert(
      fc.asyncProperty(together, async (some) => {
        if (left <= 0) return;
        left -= some.length;
        await fill(client, some);
      }),
      { numRuns: schemas, seed, endOnFailure: false },
    );
  });
}

async function fill(client: pg.Client, schemas: readonly RandomSchema[]): Promise<void> {
  await client.query('drop schema public cascade; create schema public');
  await client.query(`set search_path to public; ${sqlOf(schemas)}; reset search_path`);
  const structure = await readStructureOn(client);
  expect(structure.unsolved).toEqual([]);
  const domain = deriveDomain({ name: 'random', structure });
  const parts = () => [...(domain.scenarios[0]?.parts({ seed: 1, now: DEFAULT_NOW }, { rows: 20 }) ?? [])];
  expect(parts()).toEqual(parts());
  await seedSample({ client, domain }, { rows: 20 });
  const empty = structure.tables.map(
    ({ name }) => `select '${name}' as name where not exists (select from public.${name})`,
  );
  const { rows } = await client.query<{ name: string }>(empty.join(' union all '));
  expect(rows.map(({ name }) => name)).toEqual([]);
}
