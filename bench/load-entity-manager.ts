import { createAndFlush, creationsOf } from './course/flushed.ts';
import { type Given, rowsOf, seeding, seedUniversity, usual } from './course/fresh.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** In the same proportions as the whole. */
const half: Given = { users: 25_000, courses: 100 };
const aFiftieth: Given = { users: 1_000, courses: 4 };

/**
 * A `university` from nothing to committed, against `em.create` and `flush` of a part of it, for want of patience:
 * into tables that hold half of it already, which is what they hold on the average while all of it is written.
 */
export default {
  name: 'load-entity-manager',
  target: 20,
  unit: 'rows/s',
  size: rowsOf(usual),
  rounds: 3,
  warmUps: 0,
  setUp: async () => {
    const server = await startCourseServer();
    const creations = creationsOf(aFiftieth);
    let url = '';
    return {
      ours: seeding(server, usual),
      theirs: {
        size: creations.length,
        prepare: async () => {
          url = await server.freshDatabase();
          await seedUniversity(url, half);
        },
        run: () => createAndFlush(url, creations),
      },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
