import { bindCourse } from './course/bound.ts';
import { memberRowFactory } from './course/fishery.ts';
import { startCourseServer } from './course/server.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** The columns of a course member whose parents are given: entities to us, keys to fishery. */
export default {
  name: 'attributes',
  target: 1.5,
  unit: 'rows/s',
  size: 1,
  setUp: async () => {
    const { orm, destroy } = await startCourseServer();
    const f = bindCourse(orm.em.fork());
    const courseGroup = await f.courseGroup.create();
    const { course } = courseGroup;
    const user = await f.user.create();
    const given = { user, course, courseGroup };
    const keys = { user: user.id, course: course.id, courseGroup: courseGroup.id };
    return {
      ours: { run: () => f.courseMember.attributes(given) },
      theirs: { run: () => memberRowFactory.build(keys) },
      tearDown: destroy,
    };
  },
} satisfies Benchmark;
