import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from '../src/database/orm-options.ts';
import { courseSchema } from '../src/entities/course/index.ts';
import { bindCourse } from './course/bound.ts';
import { memberFactory } from './course/fishery.ts';
import type { Benchmark } from './runner/benchmark.ts';

/** A course member with everything above it, in memory: entities against fishery's plain objects. */
const benchmark: Benchmark = {
  name: 'build',
  target: 0.8,
  unit: 'graphs/s',
  size: 1,
  setUp: async () => {
    // A database name is demanded though nothing is connected to.
    const f = bindCourse(new MikroORM({ ...ormOptions(courseSchema), dbName: 'course' }).em.fork());
    return { ours: { run: () => f.courseMember.build() }, theirs: { run: () => memberFactory.build() } };
  },
};

export default benchmark;
