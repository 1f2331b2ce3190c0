import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Course } from '../../src/entities/course/catalog.ts';
import { CourseMember } from '../../src/entities/course/members.ts';
import { User } from '../../src/entities/course/people.ts';
import type { Side, Sides } from '../runner/benchmark.ts';
import { bindCourse } from './bound.ts';
import { MemberFactory } from './seeder.ts';
import { type CourseServer, startCourseServer } from './server.ts';

const MEMBERS = 2_000;
/** Each member comes with a user. */
export const ROWS = 2 * MEMBERS;

/** Members of one course that is there already, and their users, into the embedded server. */
export async function createManySides({ managed }: { readonly managed: boolean }): Promise<Sides> {
  const server = await startCourseServer();
  const { course } = await bindCourse(server.orm.em.fork()).courseGroup.create();
  const ours = inTransaction(server, async (em) => {
    const f = bindCourse(em);
    const own = await em.findOneOrFail(Course, course.id, { populate: ['courseFamily', 'organization'] });
    await f.courseGroup.attributes({ course: own }); // reads the roles, once a binding
    return () => f.courseMember.createMany(MEMBERS, { course: own }, { managed });
  });
  const theirs = inTransaction(server, async (em) => {
    const own = await em.findOneOrFail(Course, course.id);
    return () => new MemberFactory(em, own).create(MEMBERS);
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
      const [members, users] = [await em.count(CourseMember), await em.count(User)];
      await em.rollback();
      if (members !== MEMBERS || users !== MEMBERS)
        throw new Error(`made ${members} members, ${users} users`);
    },
  };
}
