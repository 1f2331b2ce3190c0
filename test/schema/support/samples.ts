import { insertRow, type Row, type Statement } from './statement.ts';
import { type Table, tableNames } from './tables.ts';

/** Rows that other rows refer to: one of each, and beside them a unit, which takes no submissions, and a second student. */
export type World = Readonly<Record<Parent | 'unit_type' | 'unit' | 'mate', string>>;

type Parent = Exclude<
  Table,
  | 'profile'
  | 'student_profile'
  | 'account'
  | 'session'
  | 'role_claim'
  | 'user_role'
  | 'group_claim'
  | 'user_group'
  | 'course_execution_backend'
  | 'course_submission_group_member'
  | 'result'
  | 'codeability_message_read'
>;

/** The id of the n-th sample of a table: the same in each run. */
export function idOf(table: Table, n: number): string {
  return `${String(tableNames.indexOf(table) + 1).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

function worldOf(n: number): World {
  const second = n + 100;
  return {
    user: idOf('user', n),
    role: `role-${n}`,
    group: idOf('group', n),
    organization: idOf('organization', n),
    course_family: idOf('course_family', n),
    course: idOf('course', n),
    execution_backend: idOf('execution_backend', n),
    course_role: '_student',
    course_group: idOf('course_group', n),
    course_member: idOf('course_member', n),
    course_content_kind: 'assignment',
    course_content_type: idOf('course_content_type', n),
    course_content: idOf('course_content', n),
    course_submission_group: idOf('course_submission_group', n),
    codeability_message: idOf('codeability_message', n),
    unit_type: idOf('course_content_type', second),
    unit: idOf('course_content', second),
    mate: idOf('course_member', second),
  };
}

/** Two complete courses side by side; every test starts from both. */
export const a = worldOf(1);
export const b = worldOf(2);

/** The n-th of the people who are there for memberships and profiles, and have nothing else. */
export function guest(n: number): string {
  return idOf('user', guestNumber(n));
}

const guestNumber = (n: number) => n + 10;
const guests = [1, 2, 3, 4, 5, 6];

/** The smallest valid row, the n-th of its table, below the parents of a world. */
export function sample(table: Table, n: number, world: World): Row {
  const { user, course } = world;
  const id = idOf(table, n);
  switch (table) {
    case 'user':
      return { id, username: `user-${n}`, email: `user-${n}@example.org`, number: `u${n}` };
    case 'profile':
      return { id, user_id: guest(n), nickname: `nick-${n}` };
    case 'student_profile':
      return { id, user_id: guest(n), student_id: `s${n}`, student_email: `s${n}@example.org` };
    case 'account':
      return {
        id,
        user_id: user,
        provider: `provider-${n}`,
        type: 'oidc',
        provider_account_id: `account-${n}`,
      };
    case 'session':
      return { id, user_id: user, session_id: `session-${n}`, ip_address: '192.0.2.1' };
    case 'role':
      return { id: `role-${n}`, title: `Role ${n}` };
    case 'role_claim':
      return { role_id: world.role, claim_type: 'permissions', claim_value: `claim-${n}` };
    case 'user_role':
      return { user_id: user, role_id: world.role };
    case 'group':
      return { id, slug: `group-${n}` };
    case 'group_claim':
      return { group_id: world.group, claim_type: 'permissions', claim_value: `claim-${n}` };
    case 'user_group':
      return { user_id: user, group_id: world.group };
    case 'organization':
      return { id, organization_type: 'organization', title: `Organization ${n}`, path: `org${n}` };
    case 'course_family':
      return { id, path: `family${n}`, organization_id: world.organization };
    case 'course':
      return {
        id,
        path: `course${n}`,
        course_family_id: world.course_family,
        organization_id: world.organization,
      };
    case 'execution_backend':
      return { id, type: 'python', slug: `backend-${n}` };
    case 'course_execution_backend':
      return { course_id: course, execution_backend_id: world.execution_backend };
    case 'course_role':
      return { id: `course-role-${n}`, title: `Course role ${n}` };
    case 'course_group':
      return { id, course_id: course, title: `Group ${n}` };
    case 'course_member':
      return {
        id,
        user_id: guest(n),
        course_id: course,
        course_group_id: world.course_group,
        course_role_id: '_student',
      };
    case 'course_content_kind':
      return { id: `kind-${n}`, has_ascendants: true, has_descendants: false, submittable: true };
    case 'course_content_type':
      return { id, slug: `type-${n}`, course_content_kind_id: 'assignment', course_id: course };
    case 'course_content':
      return {
        id,
        path: `content${n}`,
        course_id: course,
        course_content_type_id: world.course_content_type,
        version_identifier: 'v1',
        position: n,
        max_group_size: 2,
        execution_backend_id: world.execution_backend,
      };
    case 'course_submission_group':
      return { id, course_id: course, course_content_id: world.course_content };
    case 'course_submission_group_member':
      return {
        id,
        course_id: course,
        course_submission_group_id: world.course_submission_group,
        course_member_id: world.course_member,
        course_content_id: world.course_content,
      };
    case 'result':
      return {
        id,
        submit: true,
        course_member_id: world.course_member,
        course_submission_group_id: world.course_submission_group,
        course_content_id: world.course_content,
        course_content_type_id: world.course_content_type,
        execution_backend_id: world.execution_backend,
        test_system_id: `test-${n}`,
        result: 0.5,
        version_identifier: `commit-${n}`,
        status: 0,
      };
    case 'codeability_message':
      return { id, type: 'note', sender: user, course_id: course, message: 'Exercise 3 is due on Friday.' };
    case 'codeability_message_read':
      return { message_id: world.codeability_message, user_id: user };
  }
}

/** Inserts the third sample of a table below world `a`, with some columns as given. */
export function insert(table: Table, given: Row = {}): Statement {
  return insertRow(table, { ...sample(table, 3, a), ...given });
}

/** Inserts the fourth sample: a neighbour of the third that shares its parents and nothing unique. */
export function insertAnother(table: Table, given: Row = {}): Statement {
  return insertRow(table, { ...sample(table, 4, a), ...given });
}

/** Both worlds and the guests, in an order that satisfies every foreign key. */
export function* worlds(): Generator<Statement> {
  for (const n of guests) yield insertRow('user', sample('user', guestNumber(n), a));
  for (const [n, world] of [a, b].entries()) {
    for (const table of tableNames) {
      if (!(table in world) || table === 'course_role' || table === 'course_content_kind') continue;
      yield insertRow(table, sample(table, n + 1, world));
    }
    const unitType = { id: world.unit_type, slug: 'unit', course_content_kind_id: 'unit' };
    yield insertRow('course_content_type', { ...sample('course_content_type', n + 1, world), ...unitType });
    const unit = {
      id: world.unit,
      path: 'week1',
      course_content_type_id: world.unit_type,
      max_group_size: null,
    };
    yield insertRow('course_content', { ...sample('course_content', n + 1, world), ...unit });
    const mate = { id: world.mate, user_id: guest(4 + n + 1) };
    yield insertRow('course_member', { ...sample('course_member', n + 1, world), ...mate });
  }
}
