import { seededMillions, type Taken } from './course/millions.ts';
import type { Benchmark } from './runner/benchmark.ts';

const rate = ({ rows, seconds }: Taken) => ({ figure: async () => rows / seconds });

/** The rows a second of `seedbed seed university` with ten million rows, against those with a million. */
export default {
  name: 'time-a-row',
  // At most 1.3 times the time a row.
  target: 1 / 1.3,
  unit: 'rows/s',
  size: 1,
  rounds: 1,
  warmUps: 0,
  setUp: async () => {
    const { one, ten } = await seededMillions();
    return { ours: rate(ten), theirs: rate(one) };
  },
} satisfies Benchmark;
