import { seededMillions } from './course/millions.ts';
import type { Benchmark } from './runner/benchmark.ts';

const LIMIT = 250;

/**
 * The most memory that `seedbed seed university` has for ten million rows: ours is that, theirs what it may have,
 * which is 1.1 times what it has for a million rows, but no more than 250 MB.
 */
export default {
  name: 'memory',
  target: 1,
  unit: 'MB',
  lowerIsBetter: true,
  size: 1,
  rounds: 1,
  warmUps: 0,
  setUp: async () => {
    const { one, ten } = await seededMillions();
    return {
      ours: { figure: async () => ten.megabytes },
      theirs: { figure: async () => Math.min(1.1 * one.megabytes, LIMIT) },
    };
  },
} satisfies Benchmark;
