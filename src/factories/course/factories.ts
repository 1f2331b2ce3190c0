import type { Named } from '../definition.ts';
import * as made from './index.ts';

export interface UserFactory extends Named<typeof made.user> {}
export interface ProfileFactory extends Named<typeof made.profile> {}
export interface StudentProfileFactory extends Named<typeof made.studentProfile> {}
export interface AccountFactory extends Named<typeof made.account> {}
export interface SessionFactory extends Named<typeof made.session> {}
export interface RoleFactory extends Named<typeof made.role> {}
export interface RoleClaimFactory extends Named<typeof made.roleClaim> {}
export interface UserRoleFactory extends Named<typeof made.userRole> {}
export interface GroupFactory extends Named<typeof made.group> {}
export interface GroupClaimFactory extends Named<typeof made.groupClaim> {}
export interface UserGroupFactory extends Named<typeof made.userGroup> {}
export interface OrganizationFactory extends Named<typeof made.organization> {}
export interface CourseFamilyFactory extends Named<typeof made.courseFamily> {}
export interface CourseFactory extends Named<typeof made.course> {}
export interface ExecutionBackendFactory extends Named<typeof made.executionBackend> {}
export interface CourseExecutionBackendFactory extends Named<typeof made.courseExecutionBackend> {}
export interface CourseRoleFactory extends Named<typeof made.courseRole> {}
export interface CourseGroupFactory extends Named<typeof made.courseGroup> {}
export interface CourseMemberFactory extends Named<typeof made.courseMember> {}
export interface CourseContentKindFactory extends Named<typeof made.courseContentKind> {}
export interface CourseContentTypeFactory extends Named<typeof made.courseContentType> {}
export interface CourseContentFactory extends Named<typeof made.courseContent> {}
export interface CourseSubmissionGroupFactory extends Named<typeof made.courseSubmissionGroup> {}
export interface CourseSubmissionGroupMemberFactory extends Named<typeof made.courseSubmissionGroupMember> {}
export interface ResultFactory extends Named<typeof made.result> {}
export interface CodeabilityMessageFactory extends Named<typeof made.codeabilityMessage> {}
export interface CodeabilityMessageReadFactory extends Named<typeof made.codeabilityMessageRead> {}

interface Names {
  user: UserFactory;
  profile: ProfileFactory;
  studentProfile: StudentProfileFactory;
  account: AccountFactory;
  session: SessionFactory;
  role: RoleFactory;
  roleClaim: RoleClaimFactory;
  userRole: UserRoleFactory;
  group: GroupFactory;
  groupClaim: GroupClaimFactory;
  userGroup: UserGroupFactory;
  organization: OrganizationFactory;
  courseFamily: CourseFamilyFactory;
  course: CourseFactory;
  executionBackend: ExecutionBackendFactory;
  courseExecutionBackend: CourseExecutionBackendFactory;
  courseRole: CourseRoleFactory;
  courseGroup: CourseGroupFactory;
  courseMember: CourseMemberFactory;
  courseContentKind: CourseContentKindFactory;
  courseContentType: CourseContentTypeFactory;
  courseContent: CourseContentFactory;
  courseSubmissionGroup: CourseSubmissionGroupFactory;
  courseSubmissionGroupMember: CourseSubmissionGroupMemberFactory;
  result: ResultFactory;
  codeabilityMessage: CodeabilityMessageFactory;
  codeabilityMessageRead: CodeabilityMessageReadFactory;
}

/** Each factory under a name of its own, which editors and messages show. */
export type CourseFactories = { readonly [K in keyof typeof made]: Names[K] };

/** The factories of the domain. */
export const factories: CourseFactories = made;
