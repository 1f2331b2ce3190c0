import { course, courseEntities } from 'seedbed';

/** What this application works with. */
export const { CodeabilityMessage: Message, CourseGroup, CourseMember, User } = courseEntities;
export const entities = [...course.entities];
