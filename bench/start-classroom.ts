import { fileURLToPath } from 'node:url';
import { runNode } from './course/child.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

const program = fileURLToPath(new URL('../bin/seedbed.js', import.meta.url));

/**
 * `seedbed seed classroom` into a migrated database of a server that runs: ours is the whole process, theirs what
 * it may take, a second more than a Node that does nothing.
 */
export default {
  name: 'start-classroom',
  target: 1,
  unit: 's',
  lowerIsBetter: true,
  size: 1,
  rounds: 7,
  setUp: async () => {
    const { freshDatabase, destroy } = await startCourseServer();
    let url = '';
    return {
      ours: {
        prepare: async () => {
          url = await freshDatabase();
        },
        figure: async () => await runNode([program, 'seed', 'classroom'], { DATABASE_URL: url }),
      },
      theirs: { figure: async () => 1 + (await runNode(['-e', '0'])) },
      tearDown: destroy,
    };
  },
} satisfies Benchmark;
