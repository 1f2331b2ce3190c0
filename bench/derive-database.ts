import { deriveDomain } from '../src/derive/derive-domain.ts';
import { startCourseServer } from './course/server.ts';
import { readByOrm } from './derived/read-by-orm.ts';
import { databaseWith, twoHundredTables } from './derived/tables.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** The domain of 200 tables from a server: tables, keys, and the checks solved; theirs reads the tables alone. */
export default {
  name: 'derive-database',
  unit: 'domains/s',
  size: 1,
  setUp: async () => {
    const server = await startCourseServer();
    const url = await databaseWith(server, 'tables', twoHundredTables);
    return {
      ours: { run: () => deriveDomain({ name: 'tables', url }) },
      theirs: { run: () => readByOrm(url) },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
