import { expect, test } from 'vitest';
import { isMet, measure } from '../../../bench/realism/measure.ts';
import { within } from '../../../bench/realism/metrics.ts';
import { course } from '../../../src/domains.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import type { Scenario } from '../../../src/seeders/scenario.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { freshDatabase } from '../../support/database.ts';

/** Tests that a scenario with its default parameters is within the targets of docs/behaviour.md, for some seeds. */
export function describeRealism(scenario: Scenario, seeds: readonly number[]): void {
  test.each(seeds)(`${scenario.name} with seed %i is as real courses are`, async (number) => {
    const { client } = await freshDatabase({ template: 'course' });
    await seed(client, course, scenario, { seed: number, now: DEFAULT_NOW });
    const measured = await measure(client, within(scenario.name));
    const missed = measured.filter((one) => !isMet(one));
    expect(missed.map(({ metric: { name, from, to }, value }) => ({ name, from, value, to }))).toEqual([]);
  });
}
