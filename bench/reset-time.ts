import { connect } from '../src/database/connect.ts';
import { course } from '../src/domains.ts';
import { DEFAULT_NOW } from '../src/random/clock.ts';
import { semester } from '../src/seeders/course/semester.ts';
import { seed } from '../src/seeders/seed.ts';
import { startCourseServer } from './course/server.ts';
import { resetToSemester } from './course/staging.ts';
import type { Benchmark } from './runner/benchmark.ts';

/**
 * A whole reset to `semester` by renaming, against what it may take: 1.1 times a seed of the same scenario into an
 * empty database that is there already, and the swap.
 */
export default {
  name: 'reset-time',
  target: 1,
  unit: 's',
  lowerIsBetter: true,
  size: 1,
  rounds: 5,
  setUp: async () => {
    const server = await startCourseServer();
    let empty = '';
    let swap = 0;
    return {
      ours: {
        figure: async () => {
          const taken = await resetToSemester(server.url);
          swap = taken.swap;
          return taken.seconds;
        },
      },
      theirs: {
        prepare: async () => {
          empty = await server.freshDatabase();
        },
        figure: async () => {
          const client = await connect(empty);
          const began = performance.now();
          await seed(client, course, semester, { seed: 0, now: DEFAULT_NOW });
          const seconds = (performance.now() - began) / 1000;
          await client.end();
          return 1.1 * seconds + swap;
        },
      },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
