import { join } from 'node:path';
import { connect } from '../src/database/connect.ts';
import { university } from '../src/seeders/course/university.ts';
import { writeCopyFiles } from './course/copy-files.ts';
import { filling, seeding } from './course/fresh.ts';
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
    const server = await startCourseServer();
    const files = writeCopyFiles(join(server.directory, 'files'), university, {});
    return {
      ours: seeding(server, {}),
      theirs: filling(server, async (url) => {
        const client = await connect(url);
        await loadAtTheLimit(client, files, await readStructure(client));
        await client.end();
      }),
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
