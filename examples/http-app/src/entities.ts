import { course, entities as platform } from 'seedbed/course';

/** What this application works with. */
export const { CodeabilityMessage: Message, CourseGroup, CourseMember, User } = platform;
export const entities = [...course.entities];
