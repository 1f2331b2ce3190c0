import { CourseContent } from '../../entities/course/content.ts';
import { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import { CodeabilityMessage, CodeabilityMessageRead } from '../../entities/course/messages.ts';
import { isBefore, isPresent } from '../compare.ts';
import type { RowRule } from '../row-rule.ts';

export const messageRules: readonly RowRule[] = [
  {
    name: 'codeability_message_course',
    entity: CodeabilityMessage,
    sentence: 'Everything that a message is to is of one course.',
    enforcement: 'S',
    breaks: (row, look) => {
      const { course, courseGroup, courseMember, courseContent } = row;
      const courses = [
        course,
        look.parent(row, 'courseGroup', CourseGroup)?.['course'],
        look.parent(row, 'courseMember', CourseMember)?.['course'],
        look.parent(row, 'courseContent', CourseContent)?.['course'],
      ];
      return new Set(courses.filter(isPresent)).size > 1
        ? { course, courseGroup, courseMember, courseContent }
        : undefined;
    },
  },
  {
    name: 'codeability_message_read_at',
    entity: CodeabilityMessageRead,
    sentence: 'A message is read after it was written.',
    enforcement: 'S',
    breaks: (row, look) => {
      const { readAt } = row;
      const written = look.parent(row, 'message', CodeabilityMessage)?.['createdAt'];
      return isBefore(readAt, written) ? { readAt, 'written at': written } : undefined;
    },
  },
];
