import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { connect } from '../src/database/connect.ts';
import type { course } from '../src/domains.ts';
import { clone, release, type TestDatabase } from '../src/testing.ts';
import { startKit } from './course/kit.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** `clone` after a test that has taken longer than a copy, against the fifteen milliseconds that it may. */
export default {
  name: 'kit-warm-clone',
  target: 1,
  unit: 'ms',
  lowerIsBetter: true,
  size: 1,
  setUp: async () => {
    const { server, classroom, destroy } = await startKit();
    const client = await connect(server.url);
    let open: TestDatabase<typeof course.factories>[] = [];
    return {
      ours: {
        prepare: async () => {
          open = [await clone(classroom)];
          while ((await clonesOn(client)) < 2) await pause(5);
        },
        figure: async () => {
          const start = performance.now();
          open.push(await clone(classroom));
          return performance.now() - start;
        },
        cleanUp: async () => {
          for (const database of open) await release(database);
          await release(classroom);
        },
      },
      theirs: { figure: async () => 15 },
      tearDown: async () => {
        await client.end();
        await destroy();
      },
    };
  },
} satisfies Benchmark;

async function clonesOn(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(`select from pg_database where datname like 'seedbed\\_clone\\_%'`);
  return rowCount ?? 0;
}
