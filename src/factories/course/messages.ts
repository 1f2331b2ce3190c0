import { Course } from '../../entities/course/catalog.ts';
import { CourseContent } from '../../entities/course/content.ts';
import { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import { CodeabilityMessage, CodeabilityMessageRead } from '../../entities/course/messages.ts';
import { User } from '../../entities/course/people.ts';
import { after, MINUTE } from '../../random/clock.ts';
import { factory } from '../factory.ts';
import { audit } from './audit.ts';
import { announcements, fill } from './words/conversations.ts';

export const codeabilityMessage = factory(CodeabilityMessage, {
  parents: {
    sender: User,
    course: { optional: Course },
    courseGroup: { optional: CourseGroup },
    courseMember: { optional: CourseMember },
    courseContent: { optional: CourseContent },
  },
  columns: {
    ...audit,
    type: 'message',
    message: ({ random }) => fill(random.pick(announcements), { week: 'this week' }),
  },
});

export const codeabilityMessageRead = factory(CodeabilityMessageRead, {
  parents: { message: CodeabilityMessage, user: User },
  columns: {
    readAt: ({ parents, random }) =>
      after(parents.message.createdAt, random.integer(1, 3 * 24 * 60) * MINUTE),
  },
});
