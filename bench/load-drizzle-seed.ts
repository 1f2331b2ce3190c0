import { DRIZZLE_TABLES, seedByDrizzle } from './course/drizzle.ts';
import { filling, rowsOf, seeding } from './course/fresh.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** A university of people: but for one course of one student, only the tables that drizzle-seed can fill. */
const people = { users: 50_000, courses: 1, students: 1, tasks: 1, attempts: 1 };

/**
 * 50,000 users with accounts and profiles, from nothing to committed: ours checked by all rules, theirs with indexes,
 * keys and triggers in place. The other tables have types, such as ltree, and rules that drizzle-seed knows nothing of.
 */
export default {
  name: 'load-drizzle-seed',
  target: 5,
  unit: 'rows/s',
  size: rowsOf(people),
  rounds: 3,
  setUp: async () => {
    const server = await startCourseServer();
    return {
      ours: seeding(server, people),
      theirs: {
        ...filling(server, (url) => seedByDrizzle(url, people.users)),
        size: DRIZZLE_TABLES * people.users,
      },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
