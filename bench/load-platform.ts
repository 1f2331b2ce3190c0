import { readFileSync } from 'node:fs';
import { connect } from '../src/database/connect.ts';
import { withDatabase } from '../src/database/url.ts';
import { course } from '../src/domains.ts';
import { DEFAULT_NOW } from '../src/random/clock.ts';
import { classroom } from '../src/seeders/course/classroom.ts';
import { plan } from '../src/seeders/plan.ts';
import { seed } from '../src/seeders/seed.ts';
import { filling } from './course/fresh.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

const origin = { seed: 0, now: DEFAULT_NOW };

/** As the platform's own first migrations leave it. */
const structure = ['v1-tables', 'v1-courses', 'v1-triggers'].map((name) =>
  readFileSync(new URL(`../test/platform/${name}.sql`, import.meta.url), 'utf8'),
);

/**
 * A `classroom` into tables that a platform has made, whose triggers stamp times, with their indexes, keys and triggers
 * in place, against the same into our own.
 */
export default {
  name: 'load-platform',
  target: 0.67,
  unit: 'rows/s',
  size: plan(course, classroom, {}, origin).total,
  rounds: 9,
  setUp: async () => {
    const server = await startCourseServer();
    const maintenance = await connect(server.url);
    await maintenance.query('create database platform');
    await maintenance.end();
    const client = await connect(withDatabase(server.url, 'platform'));
    for (const file of structure) await client.query(file);
    await client.end();
    let url = '';
    return {
      ours: {
        prepare: async () => {
          url = await server.copyOf('platform');
        },
        run: () => seedClassroom(url),
      },
      theirs: filling(server, seedClassroom),
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;

async function seedClassroom(url: string): Promise<void> {
  const client = await connect(url);
  await seed(client, course, classroom, origin, { load: 'live' });
  await client.end();
}
