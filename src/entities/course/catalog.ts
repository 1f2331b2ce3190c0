import { defineEntity, p } from '@mikro-orm/core';
import {
  address,
  archivable,
  audit,
  belongsTo,
  contact,
  json,
  linkAudit,
  numbered,
  path,
  titled,
} from '../columns.ts';
import type { Generated } from '../row.ts';
import type { CompositeKey } from '../schema.ts';
import { timestamps, trigger } from '../triggers.ts';
import { User } from './people.ts';

export const organizationTypes = ['user', 'community', 'organization'] as const;
export type OrganizationType = (typeof organizationTypes)[number];

const OrganizationSchema = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    ...audit(User),
    ...numbered,
    ...titled,
    ...archivable,
    ...contact,
    ...address,
    organizationType: p.enum(organizationTypes).nativeEnumName('organization_type').index(),
    user: () => belongsTo(User).nullable(),
    path: path(),
    parentPath: path()
      .$type<Generated<string>>()
      .nullable()
      .generated(
        `(case when public.nlevel(path) > 1 then public.subpath(path, 0, '-1'::integer) else null::public.ltree end) stored`,
      ),
  },
  uniques: [
    { properties: ['organizationType', 'number'] },
    { properties: ['organizationType', 'path'] },
    { name: 'organization_user_id_idx', properties: 'user', where: 'user_id is not null' },
  ],
  indexes: [
    { name: 'organization_path_idx', properties: 'path', type: 'gist' },
    { name: 'organization_path_idx1', properties: 'path' },
  ],
  checks: [
    {
      name: 'organization_user_condition',
      expression: `(user_id is not null) = (organization_type = 'user')`,
    },
    { name: 'organization_title_condition', expression: `(title is null) = (organization_type = 'user')` },
  ],
  triggers: [
    timestamps('organization', 'insert and update'),
    // Before the next one by name, so that a derived path is checked too.
    trigger({
      table: 'organization',
      name: 'organization_user_path',
      timing: 'before',
      events: ['insert', 'update'],
      calls: 'organization_derive_user_path',
    }),
    trigger({
      table: 'organization',
      name: 'organization_valid_path',
      timing: 'before',
      events: ['insert', 'update'],
      calls: 'organization_check_path',
    }),
    // Before the next one by name, so that archiving finds the descendants at their new place.
    trigger({
      table: 'organization',
      name: 'organization_children_move',
      timing: 'after',
      events: ['update'],
      forEach: 'statement',
      calls: 'organization_move_children',
    }),
    trigger({
      table: 'organization',
      name: 'organization_descendants_archive',
      timing: 'after',
      events: ['update'],
      forEach: 'statement',
      calls: 'organization_archive_descendants',
    }),
  ],
});
export class Organization extends OrganizationSchema.class {}
OrganizationSchema.setClass(Organization);

/** Every organization but a root stands below one of its own type. */
export const organizationParentKey: CompositeKey = {
  name: 'fk_organization_parent',
  entity: Organization,
  columns: ['organization_type', 'parent_path'],
  references: { entity: Organization, columns: ['organization_type', 'path'] },
  onDelete: 'cascade',
  onUpdate: 'no action',
  deferred: true,
};

const CourseFamilySchema = defineEntity({
  name: 'CourseFamily',
  tableName: 'course_family',
  properties: {
    ...audit(User),
    ...titled,
    path: path(),
    organization: () => belongsTo(Organization),
  },
  uniques: [{ properties: ['organization', 'path'] }],
  indexes: [
    { name: 'course_family_path_idx', properties: 'path', type: 'gist' },
    { name: 'course_family_path_idx1', properties: 'path' },
  ],
  triggers: [timestamps('course_family', 'update')],
});
export class CourseFamily extends CourseFamilySchema.class {}
CourseFamilySchema.setClass(CourseFamily);

const CourseSchema = defineEntity({
  name: 'Course',
  tableName: 'course',
  properties: {
    ...audit(User),
    ...titled,
    path: path(),
    courseFamily: () => belongsTo(CourseFamily).index(),
    organization: () => belongsTo(Organization).index(),
    versionIdentifier: p.string().length(2048).nullable(),
  },
  uniques: [{ properties: ['courseFamily', 'path'] }],
  indexes: [
    { name: 'course_path_idx', properties: 'path', type: 'gist' },
    { name: 'course_path_idx1', properties: 'path' },
  ],
  triggers: [
    trigger({
      table: 'course',
      name: 'course_organization',
      timing: 'before',
      events: ['insert'],
      calls: 'course_derive_organization',
    }),
    timestamps('course', 'update'),
  ],
});
export class Course extends CourseSchema.class {}
CourseSchema.setClass(Course);

const ExecutionBackendSchema = defineEntity({
  name: 'ExecutionBackend',
  tableName: 'execution_backend',
  properties: {
    ...audit(User),
    type: p.string().length(255),
    slug: p.string().length(255).unique(),
  },
  checks: [{ name: 'execution_backend_slug_check', expression: `slug ~ '^[A-Za-z0-9_-]+$'` }],
  triggers: [timestamps('execution_backend', 'update')],
});
export class ExecutionBackend extends ExecutionBackendSchema.class {}
ExecutionBackendSchema.setClass(ExecutionBackend);

const CourseExecutionBackendSchema = defineEntity({
  name: 'CourseExecutionBackend',
  tableName: 'course_execution_backend',
  properties: {
    course: () => belongsTo(Course).primary(),
    executionBackend: () => belongsTo(ExecutionBackend).primary(),
    ...linkAudit,
    properties: json().nullable(),
  },
  triggers: [timestamps('course_execution_backend', 'update')],
});
export class CourseExecutionBackend extends CourseExecutionBackendSchema.class {}
CourseExecutionBackendSchema.setClass(CourseExecutionBackend);
