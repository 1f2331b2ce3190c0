import { defineEntity, p } from '@mikro-orm/core';
import { audit, belongsTo, timestamp } from '../columns.ts';
import { Course } from './catalog.ts';
import { CourseContent } from './content.ts';
import { CourseGroup, CourseMember } from './members.ts';
import { User } from './people.ts';

export const codeabilityMessageTypes = ['note', 'message'] as const;
export type CodeabilityMessageType = (typeof codeabilityMessageTypes)[number];

const CodeabilityMessageSchema = defineEntity({
  name: 'CodeabilityMessage',
  tableName: 'codeability_message',
  properties: {
    ...audit(User),
    type: p.enum(codeabilityMessageTypes).nativeEnumName('codeability_message_type'),
    sender: () => belongsTo(User).joinColumn('sender'),
    course: () => belongsTo(Course).nullable().index(),
    courseGroup: () => belongsTo(CourseGroup).nullable().index(),
    courseMember: () => belongsTo(CourseMember).nullable().index(),
    courseContent: () => belongsTo(CourseContent).nullable().index(),
    message: p.string().length(4096),
  },
});
export class CodeabilityMessage extends CodeabilityMessageSchema.class {}
CodeabilityMessageSchema.setClass(CodeabilityMessage);

const CodeabilityMessageReadSchema = defineEntity({
  name: 'CodeabilityMessageRead',
  tableName: 'codeability_message_read',
  properties: {
    message: () => belongsTo(CodeabilityMessage).primary().index(),
    user: () => belongsTo(User).primary().index(),
    readAt: timestamp().defaultRaw('now()'),
  },
});
export class CodeabilityMessageRead extends CodeabilityMessageReadSchema.class {}
CodeabilityMessageReadSchema.setClass(CodeabilityMessageRead);
