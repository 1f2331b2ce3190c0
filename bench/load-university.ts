import { join } from 'node:path';
import { connect } from '../src/database/connect.ts';
import { course } from '../src/domains.ts';
import { DEFAULT_AT } from '../src/random/clock.ts';
import { university } from '../src/seeders/course/university.ts';
import { seed } from '../src/seeders/seed.ts';
import { writeCopyFiles } from './course/copy-files.ts';
import { loadAtTheLimit, readStructure } from './course/limit.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** A million results from nothing to committed, against the same rows in files that are ready. */
export default {
  name: 'load-university',
  // At most 1.25 times the time.
  target: 1 / 1.25,
  unit: 'databases/s',
  size: 1,
  rounds: 3,
  setUp: async () => {
    const { directory, freshDatabase, destroy } = await startCourseServer();
    const files = writeCopyFiles(join(directory, 'files'), university, {});
    let url = '';
    const side = (run: () => Promise<void>) => ({
      prepare: async () => {
        url = await freshDatabase();
      },
      run,
    });
    return {
      ours: side(async () => {
        const client = await connect(url);
        await seed(client, course, university, { seed: 0, at: DEFAULT_AT });
        await client.end();
      }),
      theirs: side(async () => {
        const client = await connect(url);
        await loadAtTheLimit(client, files, await readStructure(client));
        await client.end();
      }),
      tearDown: destroy,
    };
  },
} satisfies Benchmark;
