import { Course } from '../../entities/course/catalog.ts';
import { CourseContent } from '../../entities/course/content.ts';
import { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import { CodeabilityMessage, CodeabilityMessageRead } from '../../entities/course/messages.ts';
import { User } from '../../entities/course/people.ts';
import { after, MINUTE } from '../../random/clock.ts';
import type { ParentInput } from '../definition.ts';
import { factory } from '../factory.ts';
import { audit, writers } from './audit.ts';
import { announcements } from './words/conversations.ts';
import { Facts, fill, placeholdersOf } from './words/text.ts';

/** Those that say nothing of the course but what its week is about. */
const always = announcements.filter(
  (text) => placeholdersOf(text).join() === 'week' && text.when?.join() === 'opening',
);

const thisWeek = new Facts({ values: { week: 'this week' } });

export const codeabilityMessageRead = factory(CodeabilityMessageRead, {
  parents: { message: CodeabilityMessage, user: User },
  columns: {
    readAt: ({ parents, random }) =>
      after(parents.message.createdAt, random.integer(1, 3 * 24 * 60) * MINUTE),
  },
});

/** A message without a target; the course of a target is a target too. */
export const codeabilityMessage = factory(CodeabilityMessage, {
  parents: {
    ...writers,
    sender: User,
    course: {
      of: Course,
      optional: true,
      inherit: true,
      through: ['courseContent', 'courseMember', 'courseGroup'],
    },
    courseGroup: { of: CourseGroup, optional: true, sameAs: ['course'] },
    courseMember: { of: CourseMember, optional: true, sameAs: ['course'] },
    courseContent: { of: CourseContent, optional: true, sameAs: ['course'] },
  },
  columns: {
    ...audit,
    type: 'message',
    message: ({ random }) => fill(random.pick(always).text, thisWeek),
  },
}).traits({
  note: () => ({ columns: { type: 'note' } }),
  toCourse: () => ({ parents: { course: {} } }),
  toGroup: () => ({ parents: { courseGroup: {} } }),
  toMember: () => ({ parents: { courseMember: {} } }),
  toContent: () => ({ parents: { courseContent: {} } }),
  /** Read by these users. */
  readBy: (...readers: ParentInput<typeof User>[]) => ({
    afterCreate: ({ row, add }) => {
      for (const user of readers) add(codeabilityMessageRead, { message: row, user });
    },
  }),
});
