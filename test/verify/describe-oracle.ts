import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { verify } from '../../src/rules/verify.ts';
import { plannedOnce } from '../support/planned-once.ts';
import { disagreements } from './agreement.ts';
import { tables } from './checker/schema/tables.ts';
import { changes } from './datasets/corruption.ts';
import type { Drawn } from './datasets/draw.ts';
import type { Tally } from './datasets/tally.ts';
import { smallDatasets, VALID } from './datasets.ts';
import { corrupt, fill, unconstrainedDatabase } from './unconstrained.ts';

/**
 * Compares what `verify` finds with what the checker finds, in datasets that are corrupted in one row.
 *
 * @param wanted in how many of them each rule is to be violated
 */
export function describeOracle({
  datasets,
  wanted,
}: {
  readonly datasets: number;
  readonly wanted: number;
}): void {
  let drawn: Drawn[];
  let tally: Tally;
  let client: pg.Client;
  beforeAll(async () => {
    ({ drawn, tally } = await smallDatasets(datasets, wanted));
    client = plannedOnce(await unconstrainedDatabase());
  }, 600_000);

  describe('the datasets', () => {
    test('have rows in every table', () => {
      for (const { base } of drawn) {
        for (const table of Object.keys(tables)) expect(base[table]?.length, table).toBeGreaterThan(1);
      }
    });

    test(`violate each rule ${wanted} times`, () => {
      expect(tally.below(wanted)).toEqual([]);
    });

    test('are valid one time in twenty, and often violate a single rule', () => {
      const broken = drawn.map(({ violations }) => new Set(violations.map(({ rule }) => rule)).size);
      expect(broken.filter((rules) => rules === 0).length / drawn.length).toBeGreaterThan(0.05);
      expect(broken.filter((rules) => rules === 1).length / drawn.length).toBeGreaterThan(0.03);
    });
  });

  const numbers = Array.from({ length: VALID }, (_, i) => i);
  test.each(numbers)(
    'verify and the checker find the same in the datasets like valid one %i',
    async (i) => {
      const [base, alike = []] = [...Map.groupBy(drawn, (one) => one.base)][i] ?? [];
      if (!base) throw new Error('there are fewer valid datasets');
      await fill(client, base);
      for (const { corruption, violations: expected } of alike) {
        await client.query('begin');
        if (corruption) await corrupt(client, corruption);
        const { violations } = await verify(client, course, { all: true });
        const differences = disagreements(violations, expected);
        await client.query('rollback');
        expect(differences, corruption && changes(corruption)).toEqual([]);
      }
      expect(alike.length).toBeGreaterThan(datasets / VALID / 2);
    },
    600_000,
  );
}
