import { defineEntity, p } from '@mikro-orm/core';
import { audit, belongsTo, double, holds, json } from '../columns.ts';
import { timestamps, trigger } from '../triggers.ts';
import { Course, ExecutionBackend } from './catalog.ts';
import { CourseContent, CourseContentType } from './content.ts';
import { CourseMember } from './members.ts';
import { User } from './people.ts';

const CourseSubmissionGroupSchema = defineEntity({
  name: 'CourseSubmissionGroup',
  tableName: 'course_submission_group',
  properties: {
    ...audit(User),
    status: p.string().length(2048).nullable(),
    grading: double().nullable(),
    maxGroupSize: p.integer().default(1),
    maxTestRuns: p.integer().nullable(),
    maxSubmissions: p.integer().nullable(),
    course: () => belongsTo(Course).index(),
    courseContent: () => belongsTo(CourseContent).index(),
  },
  triggers: [
    trigger({
      table: 'course_submission_group',
      name: 'course_submission_group_course',
      timing: 'before',
      events: ['insert'],
      calls: 'course_submission_group_derive_course',
    }),
    trigger({
      table: 'course_submission_group',
      name: 'course_submission_group_submittable',
      timing: 'before',
      events: ['insert', 'update'],
      of: ['course_content_id'],
      calls: 'ctutor_require_submittable_content',
    }),
    timestamps('course_submission_group', 'update'),
  ],
});
export class CourseSubmissionGroup extends CourseSubmissionGroupSchema.class {}
CourseSubmissionGroupSchema.setClass(CourseSubmissionGroup);

const CourseSubmissionGroupMemberSchema = defineEntity({
  name: 'CourseSubmissionGroupMember',
  tableName: 'course_submission_group_member',
  properties: {
    ...audit(User),
    grading: double().nullable(),
    course: () => holds(Course).index(),
    courseSubmissionGroup: () => belongsTo(CourseSubmissionGroup),
    courseMember: () => holds(CourseMember).index(),
    courseContent: () => holds(CourseContent).index(),
  },
  uniques: [
    { properties: ['courseSubmissionGroup', 'courseMember'] },
    { properties: ['courseMember', 'courseContent'] },
  ],
  triggers: [
    trigger({
      table: 'course_submission_group_member',
      name: 'course_submission_group_member_parents',
      timing: 'before',
      events: ['insert', 'update'],
      of: ['course_id', 'course_submission_group_id', 'course_member_id', 'course_content_id'],
      calls: 'course_submission_group_member_derive_parents',
    }),
    timestamps('course_submission_group_member', 'update'),
  ],
});
export class CourseSubmissionGroupMember extends CourseSubmissionGroupMemberSchema.class {}
CourseSubmissionGroupMemberSchema.setClass(CourseSubmissionGroupMember);

const ResultSchema = defineEntity({
  name: 'Result',
  tableName: 'result',
  properties: {
    ...audit(User),
    submit: p.boolean(),
    courseMember: () => belongsTo(CourseMember).index(),
    courseSubmissionGroup: () =>
      p.manyToOne(CourseSubmissionGroup).nullable().deleteRule('set null').updateRule('restrict').index(),
    courseContent: () => belongsTo(CourseContent).index(),
    courseContentType: () => holds(CourseContentType),
    executionBackend: () => holds(ExecutionBackend),
    testSystemId: p.string().length(255),
    result: double(),
    resultJson: json().nullable(),
    versionIdentifier: p.string().length(2048),
    status: p.integer(),
  },
  uniques: [
    { properties: ['courseMember', 'courseContent', 'versionIdentifier'] },
    {
      name: 'result_course_submission_group_id_course_content_id_version_idx',
      properties: ['courseSubmissionGroup', 'courseContent', 'versionIdentifier'],
      where: 'course_submission_group_id is not null',
    },
    { properties: ['testSystemId', 'executionBackend'] },
  ],
  triggers: [
    trigger({
      table: 'result',
      name: 'result_content_type',
      timing: 'before',
      events: ['insert', 'update'],
      of: ['course_content_id', 'course_content_type_id'],
      calls: 'result_derive_content_type',
    }),
    trigger({
      table: 'result',
      name: 'result_submittable',
      timing: 'before',
      events: ['insert', 'update'],
      of: ['course_content_id'],
      calls: 'ctutor_require_submittable_content',
    }),
    timestamps('result', 'update'),
  ],
});
export class Result extends ResultSchema.class {}
ResultSchema.setClass(Result);
