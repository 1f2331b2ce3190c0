import { release, transaction } from '../src/testing.ts';
import { startKit } from './course/kit.ts';
import type { Benchmark } from './runner/benchmark.ts';
import { median } from './runner/measure.ts';

const TESTS = 100;

/** What `transaction` and `release` add to each of a file's tests, against the two milliseconds that they may. */
export default {
  name: 'kit-transaction',
  target: 1,
  unit: 'ms',
  lowerIsBetter: true,
  size: 1,
  setUp: async () => {
    const { classroom, destroy } = await startKit();
    await release(await transaction(classroom)); // which makes the copy for all of them
    return {
      ours: {
        figure: async () => {
          const added: number[] = [];
          for (let i = 0; i < TESTS; i++) {
            const start = performance.now();
            await release(await transaction(classroom));
            added.push(performance.now() - start);
          }
          return median(added);
        },
      },
      theirs: { figure: async () => 2 },
      tearDown: destroy,
    };
  },
} satisfies Benchmark;
