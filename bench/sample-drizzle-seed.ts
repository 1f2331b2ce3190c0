import { deriveDomain } from '../src/derive/derive-domain.ts';
import { startCourseServer } from './course/server.ts';
import { POSTS, seedPosts } from './derived/posts.ts';
import { seedSample } from './derived/sample.ts';
import { databaseWith } from './derived/tables.ts';
import type { Benchmark } from './runner/benchmark.ts';

const USERS = 10_000;
const EACH = 9;

/** 10,000 users with 90,000 posts, into the tables of an example of drizzle-seed; ours checked by all rules. */
export default {
  name: 'sample-drizzle-seed',
  target: 3,
  unit: 'rows/s',
  size: USERS * (1 + EACH),
  rounds: 5,
  setUp: async () => {
    const server = await startCourseServer();
    const template = await databaseWith(server, 'posts', POSTS);
    const domain = await deriveDomain({ name: 'posts', url: template });
    let url = '';
    const prepare = async (): Promise<void> => {
      url = await server.copyOf('posts');
    };
    return {
      ours: { prepare, run: () => seedSample(url, domain, { users: USERS, posts: USERS * EACH }) },
      theirs: { prepare, run: () => seedPosts(url, USERS, EACH) },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
