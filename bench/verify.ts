import { connect } from '../src/database/connect.ts';
import { course } from '../src/domains.ts';
import { DEFAULT_NOW } from '../src/random/clock.ts';
import { verify } from '../src/rules/verify.ts';
import { university } from '../src/seeders/course/university.ts';
import { seed } from '../src/seeders/seed.ts';
import { checksByHand } from './course/by-hand.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** All rules on a database with a million results, against one pass over each large table written by hand. */
export default {
  name: 'verify',
  // At most 1.5 times the time.
  target: 1 / 1.5,
  unit: 'databases/s',
  size: 1,
  rounds: 3,
  setUp: async () => {
    const { url, destroy } = await startCourseServer();
    const client = await connect(url);
    await seed(client, course, university, { seed: 0, now: DEFAULT_NOW });
    const { violations } = await verify(client, course);
    if (violations.length > 0) throw new Error(violations.map(({ rule }) => rule.name).join());
    return {
      ours: { run: () => verify(client, course) },
      theirs: {
        run: async () => {
          for (const check of checksByHand) await client.query(check);
        },
      },
      tearDown: async () => {
        await client.end();
        await destroy();
      },
    };
  },
} satisfies Benchmark;
