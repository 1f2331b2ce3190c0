import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import type { LoadMode } from '../../src/load/load.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { university } from '../../src/seeders/course/university.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import { seed } from '../../src/seeders/seed.ts';
import type { TimedSide } from '../runner/benchmark.ts';
import type { CourseServer } from './server.ts';

/** Parameters of a scenario. */
export type Given = Readonly<Record<string, number>>;

/** A side that fills a database, a migrated and empty one each time. */
export function filling({ freshDatabase }: CourseServer, fill: (url: string) => Promise<unknown>): TimedSide {
  let url = '';
  return {
    prepare: async () => {
      url = await freshDatabase();
    },
    run: () => fill(url),
  };
}

/** Seeds a `university` into such a database: generate, load, rebuild, verify, commit. */
export const seeding = (server: CourseServer, parameters: Given): TimedSide =>
  filling(server, (url) => seedUniversity(url, parameters));

/** Seeds a `university`. */
export async function seedUniversity(url: string, parameters: Given, load?: LoadMode): Promise<void> {
  const client = await connect(url);
  const options = { parameters, ...(load && { load }) };
  await seed(client, course, university, { seed: 0, now: DEFAULT_NOW }, options);
  await client.end();
}

/** The usual `university`, with some 2.3 million rows. */
export const usual: Given = {};

/** How many rows a `university` has. */
export function rowsOf(given: Given): number {
  const counts = university.counts(parseParameters(university, given));
  return [...(counts ?? [])].reduce((sum, [, rows]) => sum + rows, 0);
}
