import type * as entities from '../../src/entities/course/index.ts';
import type { AnyRow } from '../../src/load/sink.ts';

/** All rows that there are. */
export type World = Readonly<Partial<Record<keyof typeof entities, readonly AnyRow[]>>>;

/** What keeps a rule, and what breaks it. */
export interface Example {
  /** A row that breaks the rule, */
  readonly broken: AnyRow;
  /** and one that differs only so much that it does not. */
  readonly kept: AnyRow;
  /** The rows around both. */
  readonly world?: World;
}

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const hash = `$2b$04$${'a'.repeat(53)}`;
const user = '0a0b0c0d-0000-8000-8000-00000000000a';

const kinds = [
  { id: 'assignment', submittable: true, hasAscendants: true, hasDescendants: false },
  { id: 'unit', submittable: false, hasAscendants: true, hasDescendants: true },
  { id: 'top', submittable: false, hasAscendants: false, hasDescendants: true },
];
const types = kinds.map(({ id }) => ({ id, courseContentKind: id }));
const task = { id: 'task', course: 'a', courseContentType: 'assignment', path: 'u.t', maxGroupSize: 2 };
const unit = { id: 'unit', course: 'a', courseContentType: 'unit', path: 'u', maxGroupSize: null };
const content = { CourseContentKind: kinds, CourseContentType: types, CourseContent: [task, unit] };

const group = { id: 'g', course: 'a', courseContent: 'task', maxGroupSize: 1, createdAt: day(2) };
const members = [
  { id: 'm', course: 'a', courseRole: '_student' },
  { id: 'o', course: 'a', courseRole: '_owner' },
  { id: 'b', course: 'b', courseRole: '_student' },
];
const link = { courseSubmissionGroup: 'g', courseMember: 'm', course: 'a', courseContent: 'task' };
const submissions = {
  ...content,
  CourseMember: members,
  CourseSubmissionGroup: [group],
  CourseSubmissionGroupMember: [link],
};
const result = {
  courseMember: 'm',
  courseSubmissionGroup: 'g',
  courseContent: 'task',
  courseContentType: 'assignment',
  createdAt: day(3),
  submit: true,
};
const limited = (limits: AnyRow, ...results: AnyRow[]): World => ({
  ...submissions,
  CourseContent: [{ ...task, ...limits }],
  Result: results,
});

/** By the name of the rule. */
export const examples: Readonly<Record<string, Example | readonly Example[]>> = {
  user_token_condition: [
    {
      broken: { userType: 'token', authToken: null, tokenExpiration: day(1) },
      kept: { userType: 'token', authToken: hash, tokenExpiration: day(1) },
    },
    {
      broken: { userType: 'token', authToken: hash, tokenExpiration: null },
      kept: { userType: 'user', authToken: null, tokenExpiration: null },
    },
  ],
  user_username_condition: {
    broken: { userType: 'db', username: null },
    kept: { userType: 'db', username: '' },
  },
  user_auth_token: { broken: { authToken: hash.slice(1) }, kept: { authToken: hash } },
  session_logout_time: {
    broken: { createdAt: day(2), logoutTime: day(1) },
    kept: { createdAt: day(2), logoutTime: day(2) },
  },
  builtin_id_must_start_with_underscore: {
    broken: { id: 'x', builtin: true },
    kept: { id: 'x', builtin: false },
  },
  id_label_valid: [
    { broken: { id: '_x', builtin: false }, kept: { id: '_x', builtin: true } },
    { broken: { id: 'x-', builtin: false }, kept: { id: 'x-y_z', builtin: false } },
    { broken: { id: '_', builtin: true }, kept: { id: '_1', builtin: true } },
  ],
  slug_valid: [
    { broken: { slug: 'X' }, kept: { slug: 'x' } },
    { broken: { slug: '' }, kept: { slug: '0' } },
    { broken: { slug: '-x' }, kept: { slug: 'x-_x' } },
  ],
  group_not_fixed: {
    broken: { group: 'd' },
    kept: { group: 'f' },
    world: {
      Group: [
        { id: 'd', type: 'dynamic' },
        { id: 'f', type: 'fixed' },
      ],
    },
  },
  organization_user_condition: [
    { broken: { organizationType: 'user', user: null }, kept: { organizationType: 'user', user } },
    { broken: { organizationType: 'community', user }, kept: { organizationType: 'community', user: null } },
  ],
  organization_title_condition: [
    { broken: { organizationType: 'user', title: '' }, kept: { organizationType: 'user', title: null } },
    {
      broken: { organizationType: 'community', title: null },
      kept: { organizationType: 'community', title: '' },
    },
  ],
  organization_user_path: {
    broken: { user, path: 'mine' },
    kept: { user, path: user.replaceAll('-', '') },
  },
  organization_valid_path: [
    { broken: { user: null, path: 'A' }, kept: { user: null, path: 'a.b-c' } },
    { broken: { user: null, path: '' }, kept: { user: null, path: '0' } },
    { broken: { user: null, path: 'x'.repeat(64) }, kept: { user: null, path: 'x'.repeat(63) } },
    { broken: { user: null, path: 'a.-b' }, kept: { user, path: 'a.-b' } },
  ],
  organization_parent_path_generated: {
    broken: { path: 'a.b', parentPath: null },
    kept: { path: 'a.b', parentPath: 'a' },
  },
  fk_organization_parent: {
    broken: { organizationType: 'community', path: 'a.b', user: null },
    kept: { organizationType: 'organization', path: 'a.b', user: null },
    world: { Organization: [{ organizationType: 'organization', path: 'a' }] },
  },
  organization_live_below_archived: {
    broken: { organizationType: 'organization', path: 'a.b', archivedAt: null },
    kept: { organizationType: 'organization', path: 'a.b', archivedAt: day(2) },
    world: { Organization: [{ organizationType: 'organization', path: 'a', archivedAt: day(1) }] },
  },
  course_organization: {
    broken: { courseFamily: 'f', organization: 'other' },
    kept: { courseFamily: 'f', organization: 'o' },
    world: { CourseFamily: [{ id: 'f', organization: 'o' }] },
  },
  execution_backend_slug_check: { broken: { slug: 'a b' }, kept: { slug: '-A_1' } },
  course_member_student_valid: {
    broken: { courseRole: '_student', courseGroup: null },
    kept: { courseRole: '_owner', courseGroup: null },
  },
  course_content_type_slug_check: { broken: { slug: 'ä' }, kept: { slug: 'A' } },
  course_content_group_size: [
    { broken: { ...task, maxGroupSize: 0 }, kept: { ...task, maxGroupSize: 1 }, world: content },
    { broken: { ...unit, maxGroupSize: 1 }, kept: unit, world: content },
  ],
  course_content_parent: {
    broken: { course: 'b', path: 'u.x' },
    kept: { course: 'a', path: 'u.x' },
    world: content,
  },
  course_content_parent_kind: {
    broken: { course: 'a', path: 'u.t.x' },
    kept: { course: 'a', path: 'u.x' },
    world: content,
  },
  course_content_root_kind: {
    broken: { course: 'a', courseContentType: 'top', path: 'u.x' },
    kept: { course: 'a', courseContentType: 'top', path: 'x' },
    world: content,
  },
  course_content_backend: {
    broken: { course: 'b', executionBackend: 'python' },
    kept: { course: 'a', executionBackend: 'python' },
    world: { CourseExecutionBackend: [{ course: 'a', executionBackend: 'python' }] },
  },
  course_submission_group_submittable: {
    broken: { courseContent: 'unit' },
    kept: { courseContent: 'task' },
    world: content,
  },
  course_submission_group_course: {
    broken: { courseContent: 'task', course: 'b' },
    kept: { courseContent: 'task', course: 'a' },
    world: content,
  },
  course_submission_group_grading: [
    { broken: { grading: 1.001 }, kept: { grading: 1 } },
    { broken: { grading: -0.001 }, kept: { grading: 0 } },
  ],
  course_submission_group_size: {
    broken: { courseContent: 'task', maxGroupSize: 3 },
    kept: { courseContent: 'task', maxGroupSize: 2 },
    world: content,
  },
  course_submission_group_member_parents: [
    { broken: { ...link, course: 'b' }, kept: link, world: submissions },
    { broken: { ...link, courseContent: 'unit' }, kept: link, world: submissions },
  ],
  course_submission_group_member_course: {
    broken: { ...link, courseMember: 'b' },
    kept: link,
    world: submissions,
  },
  course_submission_group_member_student: {
    broken: { ...link, courseMember: 'o' },
    kept: link,
    world: submissions,
  },
  course_submission_group_member_count: {
    broken: link,
    kept: { ...link, courseSubmissionGroup: 'large' },
    world: {
      CourseSubmissionGroup: [group, { ...group, id: 'large', maxGroupSize: 2 }],
      CourseSubmissionGroupMember: [
        link,
        { ...link, courseMember: 'n' },
        { ...link, courseSubmissionGroup: 'large' },
        { ...link, courseSubmissionGroup: 'large', courseMember: 'n' },
      ],
    },
  },
  result_submittable: {
    broken: { courseContent: 'unit' },
    kept: { courseContent: 'task' },
    world: content,
  },
  result_content_type: {
    broken: { ...result, courseContentType: 'unit' },
    kept: result,
    world: submissions,
  },
  result_member_in_group: {
    broken: { ...result, courseMember: 'o' },
    kept: { ...result, courseMember: 'o', courseSubmissionGroup: null },
    world: submissions,
  },
  result_group_content: {
    broken: { ...result, courseContent: 'unit' },
    kept: result,
    world: submissions,
  },
  result_course: [
    { broken: { ...result, courseMember: 'b' }, kept: result, world: submissions },
    {
      broken: { ...result, courseSubmissionGroup: 'h' },
      kept: result,
      world: { ...submissions, CourseSubmissionGroup: [group, { ...group, id: 'h', course: 'b' }] },
    },
  ],
  result_range: [
    { broken: { result: 1.001 }, kept: { result: 1 } },
    { broken: { result: -0.001 }, kept: { result: 0 } },
  ],
  result_max_test_runs: [
    {
      broken: result,
      kept: { ...result, courseMember: 'o' },
      world: limited(
        { maxTestRuns: 1 },
        result,
        { ...result, submit: false },
        { ...result, courseMember: 'o' },
      ),
    },
    {
      broken: result,
      kept: { ...result, courseContent: 'gone' },
      world: limited({ maxTestRuns: 0 }, result),
    },
  ],
  result_max_submissions: {
    broken: result,
    kept: { ...result, submit: false },
    world: limited({ maxSubmissions: 1 }, result, { ...result, id: 2 }, { ...result, submit: false }),
  },
  result_moment: {
    broken: result,
    kept: { ...result, createdAt: day(4) },
    world: { ...submissions, Result: [{ ...result, createdAt: day(3) }] },
  },
  result_after_group: {
    broken: { ...result, createdAt: day(1) },
    kept: { ...result, createdAt: day(2) },
    world: submissions,
  },
  codeability_message_course: [
    {
      broken: { course: 'a', courseGroup: null, courseMember: 'b', courseContent: 'task' },
      kept: { course: 'a', courseGroup: null, courseMember: 'm', courseContent: 'task' },
      world: submissions,
    },
    {
      broken: { course: null, courseGroup: null, courseMember: 'b', courseContent: 'task' },
      kept: { course: null, courseGroup: null, courseMember: 'b', courseContent: null },
      world: submissions,
    },
  ],
  codeability_message_read_at: {
    broken: { message: 'x', readAt: day(1) },
    kept: { message: 'x', readAt: day(2) },
    world: { CodeabilityMessage: [{ id: 'x', createdAt: day(2) }] },
  },
};
