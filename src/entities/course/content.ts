import { defineEntity, p } from '@mikro-orm/core';
import { archivable, audit, belongsTo, double, holds, path, slugged, stringId, titled } from '../columns.ts';
import type { CompositeKey } from '../schema.ts';
import { timestamps, trigger } from '../triggers.ts';
import { Course, ExecutionBackend } from './catalog.ts';
import { User } from './people.ts';

export const colors = [
  'red',
  'orange',
  'amber',
  'yellow',
  'lime',
  'green',
  'emerald',
  'teal',
  'cyan',
  'sky',
  'blue',
  'indigo',
  'violet',
  'purple',
  'fuchsia',
  'pink',
  'rose',
] as const;
export type Color = (typeof colors)[number];

const CourseContentKindSchema = defineEntity({
  name: 'CourseContentKind',
  tableName: 'course_content_kind',
  properties: {
    ...stringId,
    ...titled,
    hasAscendants: p.boolean(),
    hasDescendants: p.boolean(),
    submittable: p.boolean(),
  },
});
export class CourseContentKind extends CourseContentKindSchema.class {}
CourseContentKindSchema.setClass(CourseContentKind);

const CourseContentTypeSchema = defineEntity({
  name: 'CourseContentType',
  tableName: 'course_content_type',
  properties: {
    ...audit(User),
    ...slugged,
    color: p.enum(colors).nativeEnumName('ctutor_color').nullable(),
    courseContentKind: () => belongsTo(CourseContentKind),
    course: () => belongsTo(Course),
  },
  uniques: [{ properties: ['slug', 'course', 'courseContentKind'] }, { properties: ['id', 'course'] }],
  checks: [{ name: 'course_content_type_slug_check', expression: `slug ~ '^[A-Za-z0-9_-]+$'` }],
  triggers: [timestamps('course_content_type', 'update')],
});
export class CourseContentType extends CourseContentTypeSchema.class {}
CourseContentTypeSchema.setClass(CourseContentType);

const CourseContentSchema = defineEntity({
  name: 'CourseContent',
  tableName: 'course_content',
  properties: {
    ...audit(User),
    ...archivable,
    ...titled,
    path: path(),
    course: () => belongsTo(Course).index(),
    courseContentType: () => holds(CourseContentType),
    versionIdentifier: p.string().length(2048),
    position: double(),
    maxGroupSize: p.integer().nullable(),
    maxTestRuns: p.integer().nullable(),
    maxSubmissions: p.integer().nullable(),
    executionBackend: () => belongsTo(ExecutionBackend).nullable(),
  },
  uniques: [{ properties: ['course', 'path'] }],
  indexes: [
    { name: 'course_content_path_idx', properties: 'path', type: 'gist' },
    { name: 'course_content_path_idx1', properties: 'path' },
  ],
  triggers: [
    trigger({
      table: 'course_content',
      name: 'course_content_group_size',
      timing: 'before',
      events: ['insert', 'update'],
      of: ['course_content_type_id', 'max_group_size'],
      calls: 'course_content_derive_group_size',
    }),
    timestamps('course_content', 'update'),
  ],
});
export class CourseContent extends CourseContentSchema.class {}
CourseContentSchema.setClass(CourseContent);

/** A content's type is of the content's course. */
export const contentTypeKey: CompositeKey = {
  name: 'course_content_course_id_course_content_type_id_fkey',
  entity: CourseContent,
  columns: ['course_id', 'course_content_type_id'],
  references: { entity: CourseContentType, columns: ['course_id', 'id'] },
  onDelete: 'restrict',
  onUpdate: 'restrict',
};
