import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './child.ts';
import { type Given, rowsOf } from './fresh.ts';
import { type CourseServer, startCourseServer } from './server.ts';

/** What one run of the program took. */
export interface Taken {
  readonly rows: number;
  readonly seconds: number;
  /** The most memory that the process had, in megabytes of a million bytes. */
  readonly megabytes: number;
}

let known: ReturnType<typeof measure> | undefined;

/**
 * `seedbed seed university` with a million rows and with ten million, each by a process of its own into a database
 * of its own. It takes minutes, and is done once for all benchmarks of a run.
 */
export function seededMillions(): Promise<{ readonly one: Taken; readonly ten: Taken }> {
  known ??= measure();
  return known;
}

async function measure(): Promise<{ one: Taken; ten: Taken }> {
  const server = await startCourseServer();
  try {
    const one = await seedMillions(server, 1);
    return { one, ten: await seedMillions(server, 10) };
  } finally {
    await server.destroy();
  }
}

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function seedMillions(server: CourseServer, millions: number): Promise<Taken> {
  // In the proportions of the usual size.
  const given: Given = { users: millions * 22_250, courses: millions * 89 };
  const set = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  const peaks = join(server.directory, `peaks-${millions}`);
  const seconds = await runNode([fileOf('../../bin/seedbed.js'), 'seed', 'university', '--set', ...set], {
    DATABASE_URL: await server.freshDatabase(),
    NODE_OPTIONS: `--import=${new URL('./report-peak.ts', import.meta.url)}`,
    BENCH_PEAK_FILE: peaks,
  });
  // The program is started by a small one, which has less.
  const kilobytes = Math.max(...readFileSync(peaks, 'utf8').trim().split('\n').map(Number));
  return { rows: rowsOf(given), seconds, megabytes: (kilobytes * 1024) / 1e6 };
}
