import { defineEntity } from '@mikro-orm/core';
import { audit, belongsTo, holds, stringId, titled } from '../columns.ts';
import type { CompositeKey } from '../schema.ts';
import { timestamps } from '../triggers.ts';
import { Course } from './catalog.ts';
import { User } from './people.ts';

const CourseRoleSchema = defineEntity({
  name: 'CourseRole',
  tableName: 'course_role',
  properties: { ...stringId, ...titled },
});
export class CourseRole extends CourseRoleSchema.class {}
CourseRoleSchema.setClass(CourseRole);

const CourseGroupSchema = defineEntity({
  name: 'CourseGroup',
  tableName: 'course_group',
  properties: {
    ...audit(User),
    ...titled,
    course: () => belongsTo(Course),
  },
  uniques: [{ properties: ['course', 'title'] }, { properties: ['course', 'id'] }],
  triggers: [timestamps('course_group', 'update')],
});
export class CourseGroup extends CourseGroupSchema.class {}
CourseGroupSchema.setClass(CourseGroup);

const CourseMemberSchema = defineEntity({
  name: 'CourseMember',
  tableName: 'course_member',
  properties: {
    ...audit(User),
    user: () => belongsTo(User),
    course: () => belongsTo(Course).index(),
    courseGroup: () => holds(CourseGroup).nullable().index(),
    courseRole: () => belongsTo(CourseRole),
  },
  uniques: [{ properties: ['user', 'course'] }],
  checks: [
    {
      name: 'course_member_student_valid',
      expression: `course_role_id <> '_student' or course_group_id is not null`,
    },
  ],
  triggers: [timestamps('course_member', 'update')],
});
export class CourseMember extends CourseMemberSchema.class {}
CourseMemberSchema.setClass(CourseMember);

/** A member's group is of the member's course. */
export const memberGroupKey: CompositeKey = {
  name: 'course_member_course_id_course_group_id_fkey',
  entity: CourseMember,
  columns: ['course_id', 'course_group_id'],
  references: { entity: CourseGroup, columns: ['course_id', 'id'] },
  onDelete: 'restrict',
  onUpdate: 'restrict',
};
