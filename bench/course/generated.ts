import { course } from '../../src/domains.ts';
import { tablesOf } from '../../src/load/table.ts';
import { copyText } from '../../src/load/text.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { university } from '../../src/seeders/course/university.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import type { Sides } from '../runner/benchmark.ts';
import { type Given, seeding } from './fresh.ts';
import { startCourseServer } from './server.ts';
import { serverCpu } from './server-cpu.ts';

/** Nearly all of the rows are results, and some of each other kind are made too. */
const courses = 10;
const attempts = 10;
const given: Given = { users: 1_000, courses, attempts };
const RESULTS = courses * 250 * 10 * attempts;

const CHUNK_CHARACTERS = 65_536;

/** Makes the rows of a `university` and throws them away. Returns how many there were. */
export function generate(): number {
  let count = 0;
  for (const part of parts()) for (const rows of part.values()) count += rows.length;
  return count;
}

/** As `generate`, in the bytes that COPY takes. Returns how many bytes there were. */
export function generateAndEncode(): number {
  const tables = new Map(tablesOf(course).map((table) => [table.entity, table]));
  let bytes = 0;
  for (const part of parts()) {
    for (const [entity, rows] of part) {
      const table = tables.get(entity);
      if (table === undefined) throw new TypeError(`${entity.name} has no table`);
      for (const chunk of copyText(table, rows, CHUNK_CHARACTERS)) {
        bytes += Buffer.from(chunk).length;
      }
    }
  }
  return bytes;
}

const parts = () => university.parts({ seed: 0, now: DEFAULT_NOW }, parseParameters(university, given));

/**
 * Results for each second of CPU: that of this process for `make`, all its threads and all tables, and that of all
 * processes of PostgreSQL while the same rows are seeded.
 */
export async function againstPostgres(make: () => number): Promise<Sides> {
  const server = await startCourseServer();
  const seeded = seeding(server, given);
  return {
    ours: {
      figure: async () => {
        const before = process.cpuUsage();
        make();
        const { user, system } = process.cpuUsage(before);
        return RESULTS / ((user + system) / 1e6);
      },
    },
    theirs: {
      ...(seeded.prepare && { prepare: seeded.prepare }),
      figure: async () => {
        const before = serverCpu(server.pid);
        await seeded.run();
        return RESULTS / (serverCpu(server.pid) - before);
      },
    },
    tearDown: server.destroy,
  };
}
