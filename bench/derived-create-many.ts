import { createManySides, ROWS } from './derived/create-many.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** Derived factories against those that are written by hand, on the same tables. */
export default {
  name: 'derived-create-many',
  target: 0.6,
  unit: 'rows/s',
  size: ROWS,
  setUp: createManySides,
} satisfies Benchmark;
