import { packageFolder } from '../package-folder.ts';
import { defineSchema } from '../schema.ts';
import { Group, GroupClaim, Role, RoleClaim, UserGroup, UserRole } from './access.ts';
import {
  Course,
  CourseExecutionBackend,
  CourseFamily,
  ExecutionBackend,
  Organization,
  organizationParentKey,
} from './catalog.ts';
import { CourseContent, CourseContentKind, CourseContentType, contentTypeKey } from './content.ts';
import { functions } from './functions.ts';
import { interfaces } from './interfaces.ts';
import { lookups } from './lookups.ts';
import { CourseGroup, CourseMember, CourseRole, memberGroupKey } from './members.ts';
import { CodeabilityMessage, CodeabilityMessageRead } from './messages.ts';
import { Account, Profile, Session, StudentProfile, User } from './people.ts';
import { CourseSubmissionGroup, CourseSubmissionGroupMember, Result } from './submissions.ts';

export * from './access.ts';
export * from './catalog.ts';
export * from './content.ts';
export * from './members.ts';
export * from './messages.ts';
export * from './people.ts';
export * from './submissions.ts';

/** The course platform: 27 tables in schema `public`. */
export const courseSchema = defineSchema({
  name: 'course',
  entities: [
    User,
    Profile,
    StudentProfile,
    Account,
    Session,
    Role,
    RoleClaim,
    UserRole,
    Group,
    GroupClaim,
    UserGroup,
    Organization,
    CourseFamily,
    Course,
    ExecutionBackend,
    CourseExecutionBackend,
    CourseRole,
    CourseGroup,
    CourseMember,
    CourseContentKind,
    CourseContentType,
    CourseContent,
    CourseSubmissionGroup,
    CourseSubmissionGroupMember,
    Result,
    CodeabilityMessage,
    CodeabilityMessageRead,
  ],
  migrations: new URL('migrations/course/', packageFolder),
  extensions: ['uuid-ossp', 'pgcrypto', 'ltree', 'citext'],
  prelude: ['create sequence public.user_unique_fs_number_seq', ...functions],
  epilogue: interfaces,
  namespaces: ['interfaces'],
  compositeKeys: [organizationParentKey, memberGroupKey, contentTypeKey],
  lookups,
  loadSettings: { 'ctutor.preserve_timestamps': 'on' },
});
