import { auditTables, type Table } from './tables.ts';

type Action = 'cascade' | 'restrict' | 'set null' | 'no action';

/** A foreign key as the schema describes it. */
export interface ForeignKey {
  readonly name: string;
  readonly table: Table;
  readonly columns: readonly string[];
  readonly parent: Table;
  readonly parentColumns: readonly string[];
  readonly onDelete: Action;
  readonly onUpdate: Action;
}

interface Rules {
  readonly onDelete?: Action;
  readonly onUpdate?: Action;
}

/** `columns` of `table` → the id of `parent`; cascade and restrict unless said otherwise. */
function key(table: Table, column: string, parent: Table, rules: Rules = {}): ForeignKey {
  return {
    name: `${table}_${column}_fkey`,
    table,
    columns: [column],
    parent,
    parentColumns: ['id'],
    onDelete: 'cascade',
    onUpdate: 'restrict',
    ...rules,
  };
}

const restrict: Rules = { onDelete: 'restrict' };
const follow: Rules = { onDelete: 'restrict', onUpdate: 'cascade' };
const setNull: Rules = { onDelete: 'set null' };

/** The group or type that a row names is of the row's own course. */
function sameCourse(table: Table, column: string, parent: Table): ForeignKey {
  return {
    ...key(table, column, parent, restrict),
    name: `${table}_course_id_${column}_fkey`,
    columns: ['course_id', column],
    parentColumns: ['course_id', 'id'],
  };
}

/** Every foreign key but `fk_organization_parent`, which has tests of its own. */
export const foreignKeys: readonly ForeignKey[] = [
  ...auditTables.flatMap((table) => [
    key(table, 'created_by', 'user', setNull),
    key(table, 'updated_by', 'user', setNull),
  ]),
  key('profile', 'user_id', 'user'),
  key('student_profile', 'user_id', 'user'),
  key('account', 'user_id', 'user'),
  key('session', 'user_id', 'user'),
  key('role_claim', 'role_id', 'role'),
  key('user_role', 'user_id', 'user'),
  key('user_role', 'role_id', 'role', follow),
  key('group_claim', 'group_id', 'group'),
  key('user_group', 'user_id', 'user'),
  key('user_group', 'group_id', 'group', follow),
  key('organization', 'user_id', 'user'),
  key('course_family', 'organization_id', 'organization'),
  key('course', 'course_family_id', 'course_family'),
  key('course', 'organization_id', 'organization'),
  key('course_execution_backend', 'course_id', 'course'),
  key('course_execution_backend', 'execution_backend_id', 'execution_backend'),
  key('course_group', 'course_id', 'course'),
  key('course_member', 'user_id', 'user'),
  key('course_member', 'course_id', 'course'),
  key('course_member', 'course_group_id', 'course_group', restrict),
  sameCourse('course_member', 'course_group_id', 'course_group'),
  key('course_member', 'course_role_id', 'course_role'),
  key('course_content_type', 'course_content_kind_id', 'course_content_kind'),
  key('course_content_type', 'course_id', 'course'),
  key('course_content', 'course_id', 'course'),
  key('course_content', 'course_content_type_id', 'course_content_type', restrict),
  sameCourse('course_content', 'course_content_type_id', 'course_content_type'),
  key('course_content', 'execution_backend_id', 'execution_backend'),
  key('course_submission_group', 'course_id', 'course'),
  key('course_submission_group', 'course_content_id', 'course_content'),
  key('course_submission_group_member', 'course_id', 'course', restrict),
  key('course_submission_group_member', 'course_submission_group_id', 'course_submission_group'),
  key('course_submission_group_member', 'course_member_id', 'course_member', restrict),
  key('course_submission_group_member', 'course_content_id', 'course_content', restrict),
  key('result', 'course_member_id', 'course_member'),
  key('result', 'course_submission_group_id', 'course_submission_group', setNull),
  key('result', 'course_content_id', 'course_content'),
  key('result', 'course_content_type_id', 'course_content_type', restrict),
  key('result', 'execution_backend_id', 'execution_backend', restrict),
  key('codeability_message', 'sender', 'user'),
  key('codeability_message', 'course_id', 'course'),
  key('codeability_message', 'course_group_id', 'course_group'),
  key('codeability_message', 'course_member_id', 'course_member'),
  key('codeability_message', 'course_content_id', 'course_content'),
  key('codeability_message_read', 'message_id', 'codeability_message'),
  key('codeability_message_read', 'user_id', 'user'),
];

/** An index that is neither a primary key nor unique. */
export interface Index {
  readonly table: Table;
  readonly column: string;
  readonly method: 'btree' | 'gist';
}

function indexes(table: Table, ...columns: readonly string[]): readonly Index[] {
  return columns.map((column) => ({ table, column, method: 'btree' }));
}

/** GiST finds ancestors and descendants, btree sorts. */
function indexedPath(table: Table): readonly Index[] {
  return [
    { table, column: 'path', method: 'gist' },
    { table, column: 'path', method: 'btree' },
  ];
}

export const plainIndexes: readonly Index[] = [
  ...indexes('account', 'user_id'),
  ...indexes('session', 'user_id'),
  ...indexes('organization', 'organization_type'),
  ...indexedPath('organization'),
  ...indexedPath('course_family'),
  ...indexes('course', 'course_family_id', 'organization_id'),
  ...indexedPath('course'),
  ...indexes('course_member', 'course_id', 'course_group_id'),
  ...indexes('course_content', 'course_id'),
  ...indexedPath('course_content'),
  ...indexes('course_submission_group', 'course_id', 'course_content_id'),
  ...indexes('course_submission_group_member', 'course_id', 'course_member_id', 'course_content_id'),
  ...indexes('result', 'course_submission_group_id', 'course_member_id', 'course_content_id'),
  ...indexes('codeability_message', 'course_id', 'course_group_id', 'course_member_id', 'course_content_id'),
  ...indexes('codeability_message_read', 'message_id', 'user_id'),
];
