import { join } from 'node:path';
import type pg from 'pg';
import { connect } from '../src/database/connect.ts';
import { course } from '../src/domains.ts';
import { university } from '../src/seeders/course/university.ts';
import { type CopyFile, copyFrom, writeCopyFiles } from './course/copy-files.ts';
import { filling, rowsOf, seeding, usual } from './course/fresh.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

/**
 * A `university` from nothing to committed, against COPY of the same rows, in files that are ready, into tables with
 * their indexes, keys and triggers in place.
 */
export default {
  name: 'load-live',
  target: 4,
  unit: 'rows/s',
  size: rowsOf(usual),
  rounds: 3,
  warmUps: 0,
  setUp: async () => {
    const server = await startCourseServer();
    const files = writeCopyFiles(join(server.directory, 'files'), university, usual);
    return {
      ours: seeding(server, usual),
      theirs: filling(server, async (url) => {
        const client = await connect(url);
        await copyLive(client, files);
        await client.end();
      }),
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;

async function copyLive(client: pg.Client, files: readonly CopyFile[]): Promise<void> {
  await client.query('begin');
  for (const [name, value] of Object.entries(course.loadSettings)) {
    await client.query('select set_config($1, $2, true)', [name, value]);
  }
  for (const file of files) await copyFrom(client, file);
  await client.query('commit');
}
