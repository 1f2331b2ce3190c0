import { a, b, guest } from './samples.ts';
import type { Row } from './statement.ts';
import type { Table } from './tables.ts';

/** A unique key: two rows that are the same in it, and neighbours that differ just enough. */
export interface Unique {
  readonly name: string;
  readonly table: Table;
  readonly columns: string;
  /** The condition of a partial key, as PostgreSQL prints it. */
  readonly where?: string;
  readonly same: Row;
  /** What the second row has of its own, so that no other key speaks. */
  readonly apart?: Row;
  readonly neighbours: readonly Row[];
}

const live = 'archived_at IS NULL';
export const archived = { archived_at: '2024-05-01' };

export const uniques: readonly Unique[] = [
  {
    name: 'user_username_key',
    table: 'user',
    columns: 'username',
    where: live,
    same: { username: 'ada' },
    neighbours: [{ username: 'Ada' }, { username: null }, archived],
  },
  {
    name: 'user_email_key',
    table: 'user',
    columns: 'email',
    where: live,
    same: { email: 'ada@example.org' },
    neighbours: [{ email: 'ada@example.com' }, { email: null }, archived],
  },
  {
    name: 'user_number_key',
    table: 'user',
    columns: 'number',
    where: live,
    same: { number: '1' },
    neighbours: [{ number: '01' }, { number: null }, archived],
  },
  {
    name: 'profile_nickname_key',
    table: 'profile',
    columns: 'nickname',
    same: { nickname: 'ada' },
    neighbours: [{ nickname: 'Ada' }, { nickname: null }],
  },
  {
    name: 'profile_user_id_key',
    table: 'profile',
    columns: 'user_id',
    same: { user_id: a.user },
    neighbours: [{ user_id: b.user }],
  },
  {
    name: 'student_profile_student_id_key',
    table: 'student_profile',
    columns: 'student_id',
    same: { student_id: '12345' },
    neighbours: [{ student_id: '12346' }, { student_id: null }],
  },
  {
    name: 'student_profile_student_email_key',
    table: 'student_profile',
    columns: 'student_email',
    same: { student_email: 'ada@example.edu' },
    neighbours: [{ student_email: 'eve@example.edu' }, { student_email: null }],
  },
  {
    name: 'student_profile_user_id_key',
    table: 'student_profile',
    columns: 'user_id',
    same: { user_id: a.user },
    neighbours: [{ user_id: b.user }],
  },
  {
    name: 'account_provider_type_user_id_key',
    table: 'account',
    columns: 'provider, type, user_id',
    same: { provider: 'idp', type: 'oidc', user_id: a.user },
    neighbours: [{ provider: 'other' }, { type: 'saml' }, { user_id: b.user }],
  },
  {
    name: 'account_provider_type_provider_account_id_key',
    table: 'account',
    columns: 'provider, type, provider_account_id',
    same: { provider: 'idp', type: 'oidc', provider_account_id: 'ada' },
    apart: { user_id: b.user },
    neighbours: [{ provider: 'other' }, { type: 'saml' }, { provider_account_id: 'eve' }],
  },
  {
    name: 'organization_organization_type_number_key',
    table: 'organization',
    columns: 'organization_type, number',
    same: { organization_type: 'organization', number: '1' },
    neighbours: [{ organization_type: 'community' }, { number: '2' }, { number: null }],
  },
  {
    name: 'organization_organization_type_path_key',
    table: 'organization',
    columns: 'organization_type, path',
    same: { organization_type: 'organization', path: 'faculty' },
    neighbours: [{ organization_type: 'community' }, { path: 'institute' }],
  },
  {
    name: 'course_family_organization_id_path_key',
    table: 'course_family',
    columns: 'organization_id, path',
    same: { organization_id: a.organization, path: 'python' },
    neighbours: [{ organization_id: b.organization }, { path: 'java' }],
  },
  {
    name: 'course_course_family_id_path_key',
    table: 'course',
    columns: 'course_family_id, path',
    same: { course_family_id: a.course_family, path: 'ws2024' },
    neighbours: [{ course_family_id: b.course_family }, { path: 'ss2025' }],
  },
  {
    name: 'execution_backend_slug_key',
    table: 'execution_backend',
    columns: 'slug',
    same: { slug: 'python' },
    neighbours: [{ slug: 'Python' }],
  },
  {
    name: 'course_group_course_id_title_key',
    table: 'course_group',
    columns: 'course_id, title',
    same: { course_id: a.course, title: 'Monday' },
    neighbours: [{ course_id: b.course }, { title: 'Tuesday' }, { title: null }],
  },
  {
    name: 'course_member_user_id_course_id_key',
    table: 'course_member',
    columns: 'user_id, course_id',
    same: { user_id: guest(3), course_id: a.course, course_group_id: a.course_group },
    neighbours: [{ user_id: guest(4) }, { course_id: b.course, course_group_id: b.course_group }],
  },
  {
    name: 'course_content_type_slug_course_id_course_content_kind_id_key',
    table: 'course_content_type',
    columns: 'slug, course_id, course_content_kind_id',
    same: { slug: 'weekly', course_id: a.course, course_content_kind_id: 'assignment' },
    neighbours: [{ slug: 'Weekly' }, { course_id: b.course }, { course_content_kind_id: 'quiz' }],
  },
  {
    name: 'course_content_course_id_path_key',
    table: 'course_content',
    columns: 'course_id, path',
    same: { course_id: a.course, path: 'week2.loops', course_content_type_id: a.course_content_type },
    neighbours: [
      { course_id: b.course, course_content_type_id: b.course_content_type },
      { path: 'week2.strings' },
    ],
  },
  {
    name: 'result_course_member_id_course_content_id_version_identifie_key',
    table: 'result',
    columns: 'course_member_id, course_content_id, version_identifier',
    same: {
      course_member_id: a.course_member,
      course_content_id: a.course_content,
      version_identifier: 'f00',
      course_submission_group_id: null,
    },
    neighbours: [
      { course_member_id: a.mate },
      { course_content_id: b.course_content },
      { version_identifier: 'f01' },
    ],
  },
  {
    name: 'result_course_submission_group_id_course_content_id_version_idx',
    table: 'result',
    columns: 'course_submission_group_id, course_content_id, version_identifier',
    where: 'course_submission_group_id IS NOT NULL',
    same: {
      course_submission_group_id: a.course_submission_group,
      course_content_id: a.course_content,
      version_identifier: 'f00',
    },
    apart: { course_member_id: a.mate },
    neighbours: [
      { course_submission_group_id: null },
      { course_submission_group_id: b.course_submission_group },
      { course_content_id: b.course_content },
      { version_identifier: 'f01' },
    ],
  },
  {
    name: 'result_test_system_id_execution_backend_id_key',
    table: 'result',
    columns: 'test_system_id, execution_backend_id',
    same: { test_system_id: 'job-1', execution_backend_id: a.execution_backend },
    neighbours: [{ test_system_id: 'job-2' }, { execution_backend_id: b.execution_backend }],
  },
];

/** Keys that overlap with another one, which take a test of their own each. */
export const overlapping: readonly Pick<Unique, 'name' | 'table' | 'columns' | 'where'>[] = [
  {
    name: 'organization_user_id_idx',
    table: 'organization',
    columns: 'user_id',
    where: 'user_id IS NOT NULL',
  },
  { name: 'course_group_course_id_id_key', table: 'course_group', columns: 'course_id, id' },
  { name: 'course_content_type_id_course_id_key', table: 'course_content_type', columns: 'id, course_id' },
  {
    name: 'course_submission_group_membe_course_submission_group_id_co_key',
    table: 'course_submission_group_member',
    columns: 'course_submission_group_id, course_member_id',
  },
  {
    name: 'course_submission_group_membe_course_member_id_course_conte_key',
    table: 'course_submission_group_member',
    columns: 'course_member_id, course_content_id',
  },
];
