import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CourseGroup, CourseMember } from '../../src/entities/course/members.ts';
import { User } from '../../src/entities/course/people.ts';
import type { Side, Sides } from '../runner/benchmark.ts';
import { bindCourse } from './bound.ts';
import { MemberFactory } from './seeder.ts';
import { type CourseServer, startCourseServer } from './server.ts';

const MEMBERS = 2_000;
/** Each member comes with a user. */
export const ROWS = 2 * MEMBERS;

/** Members of one course and group that are there already, and their users, into the embedded server. */
export async function createManySides({ managed }: { readonly managed: boolean }): Promise<Sides> {
  const server = await startCourseServer();
  const { id } = await bindCourse(server.orm.em.fork()).courseGroup.create();
  const ours = inTransaction(server, async (em) => {
    const f = bindCourse(em);
    const courseGroup = await em.findOneOrFail(CourseGroup, id, {
      populate: ['course.courseFamily', 'course.organization'],
    });
    const { course } = courseGroup;
    await f.courseGroup.attributes({ course }); // reads the roles, once a binding
    return () => f.courseMember.createMany(MEMBERS, { course, courseGroup }, { managed });
  });
  const theirs = inTransaction(server, async (em) => {
    const courseGroup = await em.findOneOrFail(CourseGroup, id, { populate: ['course'] });
    return () => new MemberFactory(em, courseGroup).create(MEMBERS);
  });
  return { ours, theirs, tearDown: server.destroy };
}

/** A side whose work is done in a transaction of its own, which is rolled back. */
function inTransaction(
  { orm }: CourseServer,
  prepare: (em: SqlEntityManager) => Promise<() => Promise<unknown>>,
): Side {
  let em = orm.em.fork();
  let work: () => Promise<unknown> = async () => {};
  return {
    prepare: async () => {
      em = orm.em.fork();
      await em.begin();
      work = await prepare(em);
    },
    run: () => work(),
    cleanUp: async () => {
      const counts = [await em.count(CourseMember), await em.count(User), await em.count(CourseGroup)];
      await em.rollback();
      // Else the two sides would not have made the same rows.
      if (counts.join() !== `${MEMBERS},${MEMBERS},1`) throw new Error(`members, users, groups: ${counts}`);
    },
  };
}
