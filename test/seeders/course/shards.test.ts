import { expect, test } from 'vitest';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { lectureHall } from '../../../src/seeders/course/lecture-hall.ts';
import { semester } from '../../../src/seeders/course/semester.ts';
import type { Scenario } from '../../../src/seeders/scenario.ts';
import type { Shard } from '../../../src/seeders/shard.ts';

const cases: readonly { scenario: Scenario; given: Readonly<Record<string, number>>; parts: number }[] = [
  { scenario: semester, given: { students: 40, weeks: 3 }, parts: 13 },
  { scenario: lectureHall, given: { students: 20, groups: 2, assistants: 2, weeks: 5 }, parts: 6 },
];

/** Every row of a shard as text, with its entity. */
const rowsOf = (scenario: Scenario, given: object, shard?: Shard): string[] =>
  [...scenario.parts({ seed: 3, now: DEFAULT_NOW }, scenario.parameters.parse(given), shard)].flatMap(
    (part) =>
      [...part].flatMap(([entity, rows]) => rows.map((row) => `${entity.name} ${JSON.stringify(row)}`)),
  );

test.each(cases)('shards of $scenario.name add up to the whole', ({ scenario, given, parts }) => {
  const whole = rowsOf(scenario, given).sort();
  for (const of of [2, 5, parts]) {
    const shards = Array.from({ length: of }, (_, k) => rowsOf(scenario, given, { number: k + 1, of }));
    expect(shards.flat().sort()).toEqual(whole);
    // None of them has it all.
    expect(Math.max(...shards.map(({ length }) => length))).toBeLessThan(0.8 * whole.length);
  }
});
