import { Course } from '../../entities/course/catalog.ts';
import { CourseGroup, CourseMember, CourseRole } from '../../entities/course/members.ts';
import { User } from '../../entities/course/people.ts';
import { factory } from '../factory.ts';
import { audit } from './audit.ts';

/** A role of a platform's own; `_owner`, `_maintainer`, `_study_assistant` and `_student` come with the schema. */
export const courseRole = factory(CourseRole, {
  columns: { id: ({ tag }) => `role-${tag}`, title: ({ tag }) => `Role ${tag}` },
});

export const courseGroup = factory(CourseGroup, {
  parents: { course: Course },
  columns: { ...audit, title: ({ tag }) => `Group ${tag}` },
});

export const courseMember = factory(CourseMember, {
  parents: { user: User, course: Course, courseGroup: { optional: CourseGroup } },
  columns: { ...audit, courseRole: ({ parents }) => (parents.courseGroup ? '_student' : '_study_assistant') },
});
