import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { connect } from '../src/database/connect.ts';
import type { course } from '../src/domains.ts';
import { clone, release, type TestDatabase } from '../src/testing.ts';
import { startKit } from './course/kit.ts';
import type { Benchmark } from './runner/benchmark.ts';

/**
 * `clone` for a test that begins when another one has ended, which has taken longer than a copy, against the fifteen
 * milliseconds that it may.
 */
export default {
  name: 'kit-warm-clone',
  target: 1,
  unit: 'ms',
  lowerIsBetter: true,
  size: 1,
  setUp: async () => {
    const { server, classroom, destroy } = await startKit();
    const client = await connect(server.url);
    let open: TestDatabase<typeof course>;
    return {
      ours: {
        prepare: async () => {
          open = await clone(classroom);
          const patience = AbortSignal.timeout(60_000);
          // Its own, and that of the copy which is ready.
          while ((await connectionsToClones(client)) < 2) await pause(5, undefined, { signal: patience });
          await release(open);
        },
        figure: async () => {
          const start = performance.now();
          open = await clone(classroom);
          return performance.now() - start;
        },
        cleanUp: async () => {
          await release(open);
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

async function connectionsToClones(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where datname like 'seedbed\\_clone\\_%' and state = 'idle'`,
  );
  return rowCount ?? 0;
}
