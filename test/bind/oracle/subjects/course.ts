import { course } from '../../../../src/domains.ts';
import { semanticRules } from '../../../seeders/semantic-rules.ts';
import { base, below, type Case, missing, nested, one, same, value } from '../case.ts';
import type { Subject } from '../subject.ts';
import { fillBase } from './course-base.ts';

const hash = `$2b$04$${'a'.repeat(53)}`;

const special: Readonly<Record<string, readonly unknown[]>> = {
  'role.id': ['_x', 'x_', '-x', 'x-1', 'Ä', '', '_', '_X', '__'],
  'group.slug': ['ok-1', '-x', 'x_', 'X', '', 'a b', 'a_b'],
  'execution_backend.slug': ['ok_1', 'A-b', 'a b', '', 'ä', 'a\n', '-'],
  'course_content_type.slug': ['ok_1', 'A-b', 'a b', '', 'ä', 'a.b'],
  'organization.path': ['x1', 'x-1', 'X', 'a_b', '', '-x', 'nowhere.x', 'y'.repeat(63), 'y'.repeat(64)],
  'course_content.path': ['x1', 'X', 'nowhere.x', 'a.b.c', ''],
  'user.auth_token': [hash, 'plain', `${hash}x`, ''],
  'course_content.max_group_size': [0, 1, 2, -1, null],
  'course_content.max_test_runs': [0, 1, 2, -1, null],
  'course_content.max_submissions': [0, 1, null],
  'course_submission_group.max_group_size': [0, 1, 2, 3, -1],
  'course_submission_group.grading': [0, 1, 0.5, -0.01, 1.01, null],
  'result.result': [0, 1, 0.5, -0.01, 1.01],
};

const early = value(new Date('2025-01-01T00:00:00Z'));
const ofTask = { courseContent: base(1), courseMember: base(1), courseSubmissionGroup: base(0) };

const contradictions: readonly Case[] = [
  one('user', { userType: value('token') }),
  one('user', { userType: value('db'), username: value(null) }),
  one('user', { authToken: value('plain') }),
  one('user', { email: same, archivedAt: early }, { first: {} }),
  one('session', { createdAt: value(new Date('2026-01-01T00:00:00Z')), logoutTime: early }),
  one('role', { id: value('x'), builtin: value(true) }),
  one('role', { id: value('_'), builtin: value(true) }),
  one('role', { id: value('_x') }),
  one('groupClaim', { group: base(1) }),
  one('groupClaim', { group: base(1, 'key') }),
  one('organization', { title: value(null) }),
  one('organization', { organizationType: value('user') }),
  one('organization', { title: value('Mine') }, { traits: ['userOwned'] }),
  one('organization', { path: value('mine') }, { traits: ['userOwned'] }),
  one('organization', { path: below(2) }),
  one('organization', { path: below(0), organizationType: value('community') }),
  one('organization', { path: value('nowhere.x') }),
  one('organization', { path: value('No_label') }),
  one('organization', { organizationType: same, number: same }, { first: { number: value('1') } }),
  one('organization', { organizationType: value('user'), user: missing }),
  one('organization', { parentPath: value('x') }),
  one('course', { courseFamily: base(0), organization: base(3) }),
  one('courseMember', { courseGroup: value(null) }),
  one('courseMember', { course: base(0), courseGroup: base(1) }),
  one('courseMember', { course: base(0, 'key'), courseGroup: base(1, 'key') }),
  one('courseContent', { course: base(0), courseContentType: base(3) }),
  one('courseContent', { maxGroupSize: value(0) }),
  one('courseContent', { maxGroupSize: value(2) }, { traits: ['unit'] }),
  one('courseContent', { path: value('nowhere.x') }),
  one('courseContent', { course: base(0), path: below(1) }),
  one('courseContent', { course: base(0, 'key'), path: below(1) }),
  one('courseContent', { course: base(1), path: below(0) }),
  one('courseContent', {
    course: base(0),
    path: below(0),
    courseContentType: nested({ courseContentKind: base(0) }),
  }),
  one('courseSubmissionGroup', { courseContent: base(0) }),
  one('courseSubmissionGroup', { courseContent: base(0, 'key') }),
  one('courseSubmissionGroup', { courseContent: base(1), maxGroupSize: value(3) }),
  one('courseSubmissionGroup', { courseContent: base(1), course: base(1) }),
  one('courseSubmissionGroup', { maxGroupSize: value(0) }),
  one('courseSubmissionGroupMember', { courseMember: base(0) }),
  one('courseSubmissionGroupMember', { courseSubmissionGroup: base(0), courseMember: base(4) }),
  one('courseSubmissionGroupMember', { courseSubmissionGroup: base(0), courseContent: base(4) }),
  one('courseSubmissionGroupMember', { courseSubmissionGroup: base(0), courseMember: base(1) }),
  one(
    'courseSubmissionGroupMember',
    { courseSubmissionGroup: base(0) },
    { first: { courseSubmissionGroup: base(0) } },
  ),
  one(
    'courseSubmissionGroupMember',
    { courseMember: same, courseSubmissionGroup: nested({ courseContent: base(1) }) },
    { first: { courseSubmissionGroup: base(0) } },
  ),
  one('result', { courseContent: base(0), courseSubmissionGroup: value(null) }),
  one('result', { courseContent: base(0) }),
  one('result', { ...ofTask }, { first: ofTask }),
  one('result', { ...ofTask, submit: value(true) }, { first: { ...ofTask, submit: value(true) } }),
  one('result', { ...ofTask, createdAt: early }),
  one('result', { ...ofTask, courseContentType: base(0) }),
  one('result', { ...ofTask, courseMember: base(4) }),
  one('result', { ...ofTask, courseMember: base(2) }),
  one('result', { courseSubmissionGroup: base(0), courseContent: base(4) }),
  one(
    'result',
    { courseMember: same, courseContent: same, courseSubmissionGroup: same, createdAt: same },
    { first: {} },
  ),
  one(
    'result',
    { courseMember: nested(), courseSubmissionGroup: same, courseContent: same, versionIdentifier: same },
    { first: {} },
  ),
  one('codeabilityMessage', { course: base(0), courseGroup: base(1) }),
  one('codeabilityMessage', { course: value(null), courseGroup: base(0), courseMember: base(4) }),
  one('codeabilityMessage', { courseContent: base(0, 'key'), courseMember: base(4, 'key') }),
  one('codeabilityMessageRead', { readAt: early }),
];

const deriving: ReadonlySet<string> = new Set([
  'user_auth_token',
  'organization_user_path',
  'organization_parent_path_generated',
  'course_organization',
  'course_content_group_size',
  'course_submission_group_course',
  'course_submission_group_member_parents',
  'result_content_type',
]);

const overwritten = new Set(
  [
    'course_organization_id',
    'course_submission_group_course_id',
    'course_submission_group_member_course_id',
    'course_submission_group_member_course_content_id',
    'result_course_content_type_id',
  ].flatMap((column) => [`${column}_fkey`, `${column}_not_null`]),
);

const implied = new Set([
  'course_group_course_id_id_key',
  'course_content_type_id_course_id_key',
  // The path of a user's organization is made of the user's id.
  'organization_user_id_idx',
]);

/** The semantic rules as the queries of the seeders' tests name them. */
const names: Readonly<Record<string, string>> = {
  session_logout_time: 'a session ends after it began',
  organization_live_below_archived: 'a live organization has no archived ancestor',
  course_content_parent: 'a content that is no root has a parent in its course',
  course_content_parent_kind: 'the parent of a content is of a kind with descendants',
  course_content_root_kind: 'a content of a kind without ascendants is a root',
  course_content_backend: 'the backend of a content is one of its course’s',
  course_submission_group_grading: 'a grading is from 0 to 1',
  course_submission_group_size: 'a submission group is no larger than its content allows',
  course_submission_group_member_count: 'a submission group has no more members than it may',
  course_submission_group_member_course: 'a member of a submission group is of the group’s course',
  course_submission_group_member_student: 'a member of a submission group is a student',
  result_member_in_group: 'the member of a result is in its group',
  result_group_content: 'the group of a result is for its content',
  result_course: 'a result, its member, group and content are of one course',
  result_range: 'a result is from 0 to 1',
  result_max_test_runs: 'nobody has more results than the content’s test runs',
  result_max_submissions: 'nobody submits more often than the content allows',
  result_moment: 'no two results of a member and content are of the same moment',
  result_after_group: 'a result is not older than its group',
  codeability_message_course: 'what a message is about is of one course',
  codeability_message_read_at: 'a message is read after it was written',
};

const violations = Object.fromEntries(
  semanticRules.map(({ rule, violations }) => {
    const named = Object.entries(names).find(([, description]) => description === rule);
    return [named?.[0] ?? rule, violations];
  }),
);

export const courseSubject: Subject = {
  domain: course,
  fill: fillBase,
  contradictions,
  first: { organization: { number: value('1'), user: nested() } },
  special,
  held: ['user', 'course', 'courseMember', 'courseContent', 'courseSubmissionGroup'],
  violations,
  deriving,
  overwritten,
  implied,
};
