import { z } from 'zod';
import * as make from '../../src/factories/course/index.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';

/** A dataset of several parts that point to the shared one, and within themselves to their own rows. */
export const terms = defineScenario({
  name: 'terms',
  summary: 'A course a unit.',
  parameters: z.strictObject({ courses: z.int().min(0).max(100).default(6).describe('courses') }),
  shared(scope) {
    const lecturer = scope.add(make.user, 0, {});
    const organization = scope.add(make.organization, 0, { createdBy: lecturer.id });
    return { lecturer, courseFamily: scope.add(make.courseFamily, 0, { organization }) };
  },
  units: ({ courses }) => courses,
  unit(scope, _, k, { lecturer, courseFamily }) {
    const course = scope.add(make.course, 0, { courseFamily, title: `Course ${k}` });
    scope.add(make.courseMember, 0, { user: lecturer, course, courseRole: '_owner' });
    const courseGroup = scope.add(make.courseGroup, 0, { course });
    for (const n of [1, 2, 3]) {
      const user = scope.add(make.user, n, { fsNumber: 10 * (k + 1) + n, createdBy: lecturer.id });
      scope.add(make.courseMember, n, { user, course, courseGroup });
      if (scope.random(`profile ${n}`).chance(0.5)) scope.add(make.profile, n, { user });
    }
  },
});

/** More rows of one table than a sink sends in one statement. */
export const crowd = defineScenario({
  name: 'crowd',
  summary: 'Many groups.',
  parameters: z.strictObject({}),
  shared(scope) {
    for (let n = 0; n < 5_500; n++) scope.add(make.group, n, {});
  },
});
