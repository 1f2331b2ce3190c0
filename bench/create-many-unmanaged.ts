import { createManySides, ROWS } from './course/create-many.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** As `create-many`, but our entities are not managed; those of @mikro-orm/seeder always are. */
export default {
  name: 'create-many-unmanaged',
  target: 3,
  unit: 'rows/s',
  size: ROWS,
  setUp: () => createManySides({ managed: false }),
} satisfies Benchmark;
