import { fileURLToPath } from 'node:url';
import { runNode } from './course/child.ts';
import { startCourseServer } from './course/server.ts';
import { Readers } from './course/staging.ts';
import type { Benchmark } from './runner/benchmark.ts';

/**
 * For how long 20 clients that read in a loop are without an answer when they are cut off by a reset to `semester`, some
 * 250,000 rows, by renaming: the median, against 50 ms.
 */
export default {
  name: 'reset-interruption',
  target: 1,
  unit: 'ms',
  lowerIsBetter: true,
  size: 1,
  rounds: 5,
  setUp: async () => {
    const server = await startCourseServer();
    const url = await server.freshDatabase();
    const program = fileURLToPath(new URL('./course/reset.ts', import.meta.url));
    return {
      ours: {
        figure: async () => {
          const readers = new Readers(url, 20);
          // By a process of its own: what makes the rows would keep the readers here waiting.
          await runNode([program, url], {});
          return await readers.end();
        },
      },
      theirs: { figure: async () => 50 },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
