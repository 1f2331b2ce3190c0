import { keyOf } from '../../../src/random/key.ts';
import { Stream } from '../../../src/random/stream.ts';
import { check, ruleNames, type Violation } from '../checker/check.ts';
import type { Dataset } from '../checker/dataset.ts';
import { tables } from '../checker/schema/tables.ts';
import { anyCorruption, type Corruption, corrupted } from './corruption.ts';
import { Tally } from './tally.ts';

/** A valid dataset, with one row corrupted or none. */
export interface Drawn {
  readonly base: Dataset;
  readonly corruption?: Corruption;
  /** What the checker finds in it. */
  readonly violations: readonly Violation[];
}

/** Among how many corruptions one is chosen. */
const CHOICE = 32;

/**
 * Draws datasets, the same ones every time: one in twenty is left valid, three are corrupted anyhow, and sixteen
 * so that rules which were violated least often until then, according to the checker, have their turn.
 *
 * @param wanted in how many datasets each rule is to be violated
 */
export function draw(
  bases: readonly Dataset[],
  count: number,
  wanted: number,
): { drawn: Drawn[]; tally: Tally } {
  const tally = new Tally();
  const drawn = Array.from({ length: count }, (_, n): Drawn => {
    const random = new Stream().rekey(keyOf(`corrupted dataset ${n}`));
    const base = bases[Math.floor((n * bases.length) / count)];
    if (!base) throw new Error('there is no valid dataset');
    if (n % 20 === 0) return { base, violations: check(base) };
    const corruption =
      n % 20 < 4
        ? anyCorruption(random, base, anyTable(random), {
            share: random.pick([0, 0, 0.1, 0.3, 1]),
            nulls: 0.4,
          })
        : aimedCorruption(random, base, tally, wanted);
    const violations = check(corrupted(base, corruption));
    tally.add(violations);
    return { base, corruption, violations };
  });
  return { drawn, tally };
}

const anyTable = (random: Stream): string => random.pick(Object.keys(tables));

/** Of several corruptions of one table, the one whose violations are the rarest so far. */
function aimedCorruption(random: Stream, base: Dataset, tally: Tally, wanted: number): Corruption {
  const least = Math.min(...ruleNames.map(({ rule }) => tally.of(rule)));
  const { table } = random.pick(ruleNames.filter(({ rule }) => tally.of(rule) === least));
  const choice = Array.from({ length: CHOICE }, () => {
    const corruption = anyCorruption(random, base, table, {
      share: random.pick([0.2, 1, 1]),
      nulls: random.pick([0, 0, 0.3, 1]),
    });
    return { corruption, gain: tally.gain(check(corrupted(base, corruption), table), wanted) };
  });
  return choice.reduce((best, one) => (one.gain > best.gain ? one : best)).corruption;
}
