import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveDomain } from '../../src/derive/derive-domain.ts';
import { readStructure } from '../../src/derive/read-structure.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { counts, seedSample } from './derived.ts';
import { randomSchema, sqlOf } from './random-schema.ts';

/** Random tables are filled, nothing in them breaks a rule, and the same seed gives the same rows. */
export function describeRandom(runs: number, seed: number): void {
  test(`${runs} random schemas are filled`, async () => {
    const { url, client } = await freshDatabase();
    await fc.assert(
      fc.asyncProperty(randomSchema, async (schema) => {
        await client.query('drop schema public cascade; create schema public');
        await client.query(`set search_path to public; ${sqlOf(schema)}; reset search_path`);
        const structure = await readStructure(url);
        const domain = deriveDomain({ name: 'random', structure });
        const parts = () => [
          ...(domain.scenarios[0]?.parts({ seed: 1, now: DEFAULT_NOW }, { rows: 20 }) ?? []),
        ];
        expect(parts()).toEqual(parts());
        await seedSample({ client, domain }, { rows: 20 });
        const filled = await counts({ url, client, structure, domain });
        expect(Object.entries(filled).filter(([, rows]) => rows === 0)).toEqual([]);
        expect(structure.unsolved).toEqual([]);
      }),
      { numRuns: runs, seed, endOnFailure: false },
    );
  });
}
