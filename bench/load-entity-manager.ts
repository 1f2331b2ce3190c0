import { createAndFlush, creationsOf } from './course/flushed.ts';
import { aThird, filling, type Given, rowsOf, seeding } from './course/fresh.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** In the same proportions as ours, but smaller, for want of patience; more rows make it slower, if anything. */
const few: Given = { users: 1_000, courses: 4 };

/** A third of `university` from nothing to committed, against `em.create` and `flush` of such rows. */
export default {
  name: 'load-entity-manager',
  target: 20,
  unit: 'rows/s',
  size: rowsOf(aThird),
  rounds: 3,
  setUp: async () => {
    const server = await startCourseServer();
    const creations = creationsOf(few);
    return {
      ours: seeding(server, aThird),
      theirs: { ...filling(server, (url) => createAndFlush(url, creations)), size: creations.length },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
