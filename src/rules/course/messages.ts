import { CourseContent } from '../../entities/course/content.ts';
import { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import { CodeabilityMessage, CodeabilityMessageRead } from '../../entities/course/messages.ts';
import { after, MINUTE } from '../../random/clock.ts';
import { isBefore, isPresent } from '../compare.ts';
import { defineRules } from '../rule.ts';

const targets = [
  'left join public.course_group as to_group on to_group.id = codeability_message.course_group_id',
  'left join public.course_member as to_member on to_member.id = codeability_message.course_member_id',
  'left join public.course_content as to_content on to_content.id = codeability_message.course_content_id',
];
const courses =
  'codeability_message.course_id, to_group.course_id, to_member.course_id, to_content.course_id';
const message =
  'left join public.codeability_message as message on message.id = codeability_message_read.message_id';

export const messageRules = defineRules([
  {
    name: 'codeability_message_course',
    entity: CodeabilityMessage,
    description: 'Everything that a message is to is of one course.',
    enforcedBy: 'verify',
    violations: {
      joins: [...targets],
      broken: `least(${courses}) <> greatest(${courses})`,
      right: `'one course for all that it is to'`,
    },
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
    counterexample: (make) => ({
      insert: CodeabilityMessage,
      row: { ...make.spare(CodeabilityMessage, {}, 'toCourse'), courseGroup: make.row(CourseGroup).id },
    }),
  },
  {
    name: 'codeability_message_read_at',
    entity: CodeabilityMessageRead,
    description: 'A message is read after it was written.',
    enforcedBy: 'verify',
    violations: {
      joins: [message],
      broken: 'codeability_message_read.read_at < message.created_at',
      right: `'not before ' || message.created_at`,
    },
    breaks: (row, look) => {
      const { readAt } = row;
      const written = look.parent(row, 'message', CodeabilityMessage)?.['createdAt'];
      return isBefore(readAt, written) ? { readAt, 'written at': written } : undefined;
    },
    counterexample: (make) => {
      const message = make.row(CodeabilityMessage);
      const row = make.spare(CodeabilityMessageRead, { message });
      return { insert: CodeabilityMessageRead, row: { ...row, readAt: after(message.createdAt, -MINUTE) } };
    },
  },
]);
