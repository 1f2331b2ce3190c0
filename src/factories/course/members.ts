import { Course } from '../../entities/course/catalog.ts';
import { CourseGroup, CourseMember, CourseRole } from '../../entities/course/members.ts';
import { User } from '../../entities/course/people.ts';
import { factory } from '../factory.ts';
import { audit, writers } from './audit.ts';
import { noDetails, studentsOf } from './repositories.ts';

/** A role of a platform's own; `_owner`, `_maintainer`, `_study_assistant` and `_student` come with the schema. */
export const courseRole = factory(CourseRole, {
  columns: { id: ({ tag }) => `role-${tag}`, title: ({ tag }) => `Role ${tag}` },
});

export const courseGroup = factory(CourseGroup, {
  parents: { ...writers, course: Course },
  columns: { ...audit, title: ({ tag }) => `Group ${tag}` },
});

/** A student in a group of the course, unless a trait says otherwise. */
export const courseMember = factory(CourseMember, {
  parents: {
    ...writers,
    user: User,
    course: Course,
    courseGroup: { of: CourseGroup, nullable: true, sameAs: ['course'] },
    courseRole: { of: CourseRole, reference: '_student' },
  },
  /** What its `properties` say beside the repository. */
  transient: { details: noDetails },
  columns: {
    ...audit,
    properties: ({ parents: { course, user }, transient }) => ({
      ...studentsOf(course, user.username ?? user.id),
      ...transient.details,
    }),
  },
}).traits({
  owner: () => ({ parents: { courseRole: '_owner', courseGroup: null } }),
  maintainer: () => ({ parents: { courseRole: '_maintainer', courseGroup: null } }),
  studyAssistant: () => ({ parents: { courseRole: '_study_assistant', courseGroup: null } }),
  /** Also after a trait that has left out the group. */
  student: () => ({ parents: { courseRole: '_student', courseGroup: undefined } }),
});
