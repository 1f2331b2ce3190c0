import { connect } from '../src/database/connect.ts';
import { clone, release } from '../src/testing.ts';
import { bareCopy } from './course/bare-copy.ts';
import { startKit } from './course/kit.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** `clone` of a template, with nothing ready and until the test can begin, against copying that template. */
export default {
  name: 'kit-clone',
  // At most 1.3 times the time.
  target: 1 / 1.3,
  unit: 'ms',
  lowerIsBetter: true,
  size: 1,
  setUp: async () => {
    const { server, classroom, destroy } = await startKit();
    const client = await connect(server.url);
    let cleanUp = async (): Promise<void> => {};
    return {
      ours: {
        figure: async () => {
          const start = performance.now();
          const database = await clone(classroom);
          const took = performance.now() - start;
          cleanUp = async () => {
            await release(database);
            await release(classroom); // what it keeps ready from here on
          };
          return took;
        },
        cleanUp: () => cleanUp(),
      },
      theirs: await bareCopy(client),
      tearDown: async () => {
        await client.end();
        await destroy();
      },
    };
  },
} satisfies Benchmark;
