import { createManySides, ROWS } from './course/create-many.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** Against @mikro-orm/seeder, all entities managed and complete on both sides. */
export default {
  name: 'create-many',
  target: 1.5,
  unit: 'rows/s',
  size: ROWS,
  setUp: () => createManySides({ managed: true }),
} satisfies Benchmark;
