import { memberAttributes } from './course/attributes.ts';
import { memberFactory } from './course/fishery.ts';
import type { Benchmark } from './runner/benchmark.ts';

/**
 * A payload for a course member with real foreign keys: ours from parents that are in the database, fishery's
 * with all its parents, which it would otherwise have no keys of.
 */
const benchmark: Benchmark = {
  name: 'attributes',
  target: 1.5,
  unit: 'members/s',
  size: 1,
  setUp: async () => {
    const { run, destroy } = await memberAttributes();
    return { ours: { run }, theirs: { run: () => memberFactory.build() }, tearDown: destroy };
  },
};

export default benchmark;
