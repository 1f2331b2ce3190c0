import { defineScenario } from 'seedbed';
import { factories as make } from 'seedbed/course';
import { z } from 'seedbed/zod';

const HOUR = 60 * 60 * 1000;

/** A course for visitors: all students have handed in the same task within the last hours. */
export const demoDay = defineScenario({
  name: 'demo-day',
  summary: 'A course for visitors, in which all students have just handed in.',
  parameters: z.strictObject({
    students: z.int().min(1).max(5_000).default(12).describe('students who have handed in'),
  }),
  // What all others point to.
  shared(scope) {
    const morning = new Date(scope.now.getTime() - 6 * HOUR);
    const organization = scope.add(make.organization, 0, { title: 'Demo School', createdAt: morning });
    const courseFamily = scope.add(make.courseFamily, 0, { organization, title: 'Taster Courses' });
    const course = scope.add(make.course, 0, { courseFamily, title: 'Code a Card', createdAt: morning });
    const executionBackend = scope.add(make.executionBackend, 0, {});
    scope.add(make.courseExecutionBackend, 0, { course, executionBackend });
    const courseGroup = scope.add(make.courseGroup, 0, { course, title: 'Visitors' });
    const teacher = scope.add(make.user, 0, { createdAt: morning });
    scope.add(make.courseMember, 0, { course, user: teacher, courseRole: '_owner' });
    const courseContentType = scope.add(make.courseContentType, 0, { course });
    const courseContent = scope.add(make.courseContent, 0, {
      course,
      courseContentType,
      executionBackend,
      title: 'A card that moves',
      createdAt: morning,
    });
    return { course, courseGroup, courseContent, executionBackend, morning };
  },
  // A unit a student: each is made without the others, so any number of them fits into memory.
  units: ({ students }) => students,
  unit(scope, _, k, { course, courseGroup, courseContent, executionBackend, morning }) {
    const random = scope.random('visit');
    const createdAt = new Date(morning.getTime() + random.integer(0, 4 * HOUR));
    // The teacher is number 1.
    const user = scope.add(make.user, 0, { createdAt, fsNumber: k + 2 });
    const courseMember = scope.add(make.courseMember, 0, { course, user, courseGroup, createdAt });
    const courseSubmissionGroup = scope.add(make.courseSubmissionGroup, 0, { courseContent, createdAt });
    scope.add(make.courseSubmissionGroupMember, 0, { courseSubmissionGroup, courseMember, createdAt });
    scope.add(make.result, 0, {
      courseMember,
      courseSubmissionGroup,
      courseContent,
      executionBackend,
      createdAt: new Date(createdAt.getTime() + random.integer(HOUR / 6, 2 * HOUR)),
      submit: true,
      result: random.integer(6, 10) / 10,
    });
  },
});
