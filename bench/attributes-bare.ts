import { memberAttributes } from './course/attributes.ts';
import { memberRowFactory } from './course/fishery.ts';
import type { Benchmark } from './runner/benchmark.ts';

/**
 * As `attributes`, but fishery is given the keys too: what our checks of the row and its parents cost. For
 * information: docs/decisions/0012.
 */
export default {
  name: 'attributes-bare',
  unit: 'rows/s',
  size: 1,
  setUp: async () => {
    const { run, keys, destroy } = await memberAttributes();
    return { ours: { run }, theirs: { run: () => memberRowFactory.build(keys) }, tearDown: destroy };
  },
} satisfies Benchmark;
