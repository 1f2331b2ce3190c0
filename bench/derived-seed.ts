import { filling, rowsOf, seedUniversity } from './course/fresh.ts';
import { startCourseServer } from './course/server.ts';
import { deriveCourse } from './derived/course.ts';
import { seedSample } from './derived/sample.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** A university of people: but for one course of one student, only these tables. */
const people = { users: 50_000, courses: 1, students: 1, tasks: 1, attempts: 1 };
const TABLES = ['user', 'account', 'profile', 'studentProfile'];

/** Those that come with rows, which a derived domain would not add to. */
const LOOKUPS = ['role', 'course_role', 'course_content_kind'];

/**
 * 50,000 users with accounts and profiles, checked by all rules, into tables with indexes, keys and triggers in place: a
 * derived domain does not know the triggers, and so leaves them there.
 */
export default {
  name: 'derived-seed',
  target: 0.6,
  unit: 'rows/s',
  size: TABLES.length * people.users,
  rounds: 5,
  setUp: async () => {
    const server = await startCourseServer();
    const derived = await deriveCourse(server.url, LOOKUPS);
    const none = Object.keys(derived.factories).map((name) => [name, 0]);
    const counts = {
      ...Object.fromEntries(none),
      ...Object.fromEntries(TABLES.map((name) => [name, people.users])),
    };
    return {
      ours: filling(server, (url) => seedSample(url, derived, counts)),
      theirs: { ...filling(server, (url) => seedUniversity(url, people, 'live')), size: rowsOf(people) },
      tearDown: server.destroy,
    };
  },
} satisfies Benchmark;
