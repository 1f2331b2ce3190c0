import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { structureText } from '../src/cli/project-files.ts';
import { deriveDomain } from '../src/derive/derive-domain.ts';
import { readStructure } from '../src/derive/read-structure.ts';
import { startCourseServer } from './course/server.ts';
import { readByOrm } from './derived/read-by-orm.ts';
import { databaseWith, twoHundredTables } from './derived/tables.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** The domain of 200 tables from the file that `seedbed init` keeps; theirs reads the tables from the server. */
export default {
  name: 'derive-kept',
  unit: 'domains/s',
  size: 1,
  setUp: async () => {
    const server = await startCourseServer();
    const url = await databaseWith(server, 'tables', twoHundredTables);
    const file = join(server.directory, 'structure.json');
    writeFileSync(file, structureText(await readStructure(url)));
    const structure = pathToFileURL(file);
    return {
      ours: { run: () => deriveDomain({ name: 'tables', structure }) },
      theirs: { run: () => readByOrm(url) },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
