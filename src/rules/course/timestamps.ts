import { Group, GroupClaim, RoleClaim, UserGroup, UserRole } from '../../entities/course/access.ts';
import {
  Course,
  CourseExecutionBackend,
  CourseFamily,
  ExecutionBackend,
  Organization,
} from '../../entities/course/catalog.ts';
import { CourseContent, CourseContentType } from '../../entities/course/content.ts';
import { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import { Account, Profile, Session, StudentProfile, User } from '../../entities/course/people.ts';
import {
  CourseSubmissionGroup,
  CourseSubmissionGroupMember,
  Result,
} from '../../entities/course/submissions.ts';
import type { EntityClass } from '../../entities/row.ts';
import { type DomainRule, defineRules } from '../rule.ts';
import { updatedAfterCreated } from '../update-time.ts';

const inOrder = <const T extends string>(entity: EntityClass, table: T): DomainRule<`${T}_timestamps`> =>
  updatedAfterCreated({ entity, table, trigger: `${table}_timestamps`, one: table });

export const timestampRules = defineRules([
  inOrder(User, 'user'),
  inOrder(Profile, 'profile'),
  inOrder(StudentProfile, 'student_profile'),
  inOrder(Account, 'account'),
  inOrder(Session, 'session'),
  inOrder(RoleClaim, 'role_claim'),
  inOrder(UserRole, 'user_role'),
  inOrder(Group, 'group'),
  inOrder(GroupClaim, 'group_claim'),
  inOrder(UserGroup, 'user_group'),
  inOrder(Organization, 'organization'),
  inOrder(CourseFamily, 'course_family'),
  inOrder(Course, 'course'),
  inOrder(ExecutionBackend, 'execution_backend'),
  inOrder(CourseExecutionBackend, 'course_execution_backend'),
  inOrder(CourseGroup, 'course_group'),
  inOrder(CourseMember, 'course_member'),
  inOrder(CourseContentType, 'course_content_type'),
  inOrder(CourseContent, 'course_content'),
  inOrder(CourseSubmissionGroup, 'course_submission_group'),
  inOrder(CourseSubmissionGroupMember, 'course_submission_group_member'),
  inOrder(Result, 'result'),
]);
