import { type BindOptions, bind } from '../../src/bind.ts';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { startCourseServer } from '../course/server.ts';
import type { Side, Sides } from '../runner/benchmark.ts';
import { deriveCourse } from './course.ts';

const MEMBERS = 2_000;
/** Each member comes with a user. */
export const ROWS = 2 * MEMBERS;

/** Members of one course and group that are there already, and their users, over one connection. */
export async function createManySides(): Promise<Sides> {
  const server = await startCourseServer();
  const client = await connect(server.url);
  const options: BindOptions = { client, seed: 42 };
  const { id: courseGroup, course: parent } = await bind(course, options).courseGroup.create();
  const given = { course: parent.id, courseGroup, courseRole: '_student' };
  const derived = await deriveCourse(server.url);
  /** A side whose work is done in a transaction of its own, which is rolled back. */
  const inTransaction = (prepare: () => Promise<() => Promise<unknown>>): Side => {
    let work: () => Promise<unknown> = async () => {};
    return {
      prepare: async () => {
        await client.query('begin');
        work = await prepare();
      },
      run: () => work(),
      cleanUp: async () => {
        const { rows } = await client.query<{ members: number; users: number }>(
          `select (select count(*) from course_member)::int as members, (select count(*) from "user")::int as users`,
        );
        await client.query('rollback');
        // Else the two sides would not have made the same rows.
        if (rows[0]?.members !== MEMBERS || rows[0].users !== MEMBERS)
          throw new Error(`members and users: ${JSON.stringify(rows)}`);
      },
    };
  };
  return {
    ours: inTransaction(async () => {
      const f = bind(derived, options);
      const factory = f['courseMember'];
      if (!factory) throw new Error('there are members in the tables of a course');
      return () => factory.createMany(MEMBERS, given);
    }),
    theirs: inTransaction(async () => {
      const f = bind(course, options);
      return () => f.courseMember.createMany(MEMBERS, given);
    }),
    tearDown: async () => {
      await client.end();
      await server.destroy();
    },
  };
}
