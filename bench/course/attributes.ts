import { bindCourse } from './bound.ts';
import { startCourseServer } from './server.ts';

/** A member's `attributes` with parents that are in the database, and the keys of those. */
export async function memberAttributes() {
  const { orm, destroy } = await startCourseServer();
  const f = bindCourse(orm.em.fork());
  const courseGroup = await f.courseGroup.create();
  const { course } = courseGroup;
  const user = await f.user.create();
  const given = { user, course, courseGroup };
  return {
    run: () => f.courseMember.attributes(given),
    keys: { user: user.id, course: course.id, courseGroup: courseGroup.id },
    destroy,
  };
}
