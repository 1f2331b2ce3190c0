/** One column as the schema describes it. */
export interface Column {
  readonly name: string;
  /** As `format_type` prints it. */
  readonly type: string;
  readonly nullable: boolean;
}

const spelledOut: readonly [RegExp, string][] = [
  [/^varchar/, 'character varying'],
  [/^timestamptz$/, 'timestamp with time zone'],
  [/^float8$/, 'double precision'],
  [/^bool$/, 'boolean'],
  [/^int$/, 'integer'],
];

/** Reads `name type` or `name type?` (nullable), separated by commas. */
function columns(...lists: readonly string[]): readonly Column[] {
  return lists.flatMap((list) =>
    list.split(',').map((entry) => {
      const [, name = '', short = '', mark] = /^\s*(\S+) (\S+?)(\?)?\s*$/.exec(entry) ?? [];
      const type = spelledOut.reduce((text, [pattern, long]) => text.replace(pattern, long), short);
      return { name, type, nullable: mark === '?' };
    }),
  );
}

const stamps =
  'version bigint, created_at timestamptz, updated_at timestamptz, created_by uuid?, updated_by uuid?';
const audit = `id uuid, ${stamps}, properties jsonb?`;
const titled = 'title varchar(255)?, description varchar(4096)?';
const slugged = `${titled}, slug varchar(255)`;
const archivable = 'archived_at timestamptz?';
const number = 'number varchar(255)?';
const avatar = 'avatar_color int?, avatar_image varchar(2048)?';
const contact = 'email varchar(320)?, telephone varchar(255)?, fax_number varchar(255)?, url varchar(2048)?';
const address =
  'street_address varchar(1024)?, postal_code varchar(255)?, locality varchar(255)?, region varchar(255)?, country varchar(255)?';
const limits = 'max_test_runs int?, max_submissions int?';

/** The 27 tables, parents first, in the order of the schema's text. */
export const tables = {
  user: columns(
    audit,
    archivable,
    number,
    'given_name varchar(255)?, family_name varchar(255)?, email varchar(320)?, user_type user_type',
    'fs_number bigint, auth_token varchar(512)?, token_expiration timestamptz?, username varchar(255)?',
  ),
  profile: columns(
    audit,
    avatar,
    'nickname varchar(255)?, bio varchar(16384)?, url varchar(2048)?, user_id uuid',
  ),
  student_profile: columns(audit, 'student_id varchar(255)?, student_email varchar(320)?, user_id uuid'),
  account: columns(
    audit,
    'provider varchar(255), type varchar(63), provider_account_id varchar(255), user_id uuid',
  ),
  session: columns(
    audit,
    'user_id uuid, session_id varchar(1024), logout_time timestamptz?, ip_address inet',
  ),
  role: columns('id varchar(255)', titled, 'builtin bool'),
  role_claim: columns(
    'role_id varchar(50), claim_type varchar(255), claim_value varchar(255)',
    stamps,
    'properties jsonb?',
  ),
  user_role: columns('user_id uuid, role_id varchar(255), transient bool', stamps),
  group: columns(audit, slugged, 'type ctutor_group_type?'),
  group_claim: columns(
    'group_id uuid, claim_type varchar(255), claim_value varchar(255)',
    stamps,
    'properties jsonb?',
  ),
  user_group: columns('user_id uuid, group_id uuid, transient bool', stamps),
  organization: columns(
    audit,
    number,
    titled,
    archivable,
    contact,
    address,
    'organization_type organization_type, user_id uuid?, path ltree, parent_path ltree?',
  ),
  course_family: columns(audit, titled, 'path ltree, organization_id uuid'),
  course: columns(
    audit,
    titled,
    'path ltree, course_family_id uuid, organization_id uuid, version_identifier varchar(2048)?',
  ),
  execution_backend: columns(audit, 'type varchar(255), slug varchar(255)'),
  course_execution_backend: columns('course_id uuid, execution_backend_id uuid', stamps, 'properties jsonb?'),
  course_role: columns('id varchar(255)', titled),
  course_group: columns(audit, titled, 'course_id uuid'),
  course_member: columns(
    audit,
    'user_id uuid, course_id uuid, course_group_id uuid?, course_role_id varchar(255)',
  ),
  course_content_kind: columns(
    'id varchar(255)',
    titled,
    'has_ascendants bool, has_descendants bool, submittable bool',
  ),
  course_content_type: columns(
    audit,
    slugged,
    'color ctutor_color?, course_content_kind_id varchar(255), course_id uuid',
  ),
  course_content: columns(
    audit,
    archivable,
    titled,
    'path ltree, course_id uuid, course_content_type_id uuid, version_identifier varchar(2048)',
    'position float8, max_group_size int?',
    limits,
    'execution_backend_id uuid?',
  ),
  course_submission_group: columns(
    audit,
    'status varchar(2048)?, grading float8?, max_group_size int',
    limits,
    'course_id uuid, course_content_id uuid',
  ),
  course_submission_group_member: columns(
    audit,
    'grading float8?, course_id uuid, course_submission_group_id uuid, course_member_id uuid',
    'course_content_id uuid',
  ),
  result: columns(
    audit,
    'submit bool, course_member_id uuid, course_submission_group_id uuid?, course_content_id uuid',
    'course_content_type_id uuid, execution_backend_id uuid, test_system_id varchar(255), result float8',
    'result_json jsonb?, version_identifier varchar(2048), status int',
  ),
  codeability_message: columns(
    audit,
    'type codeability_message_type, sender uuid, course_id uuid?, course_group_id uuid?',
    'course_member_id uuid?, course_content_id uuid?, message varchar(4096)',
  ),
  codeability_message_read: columns('message_id uuid, user_id uuid, read_at timestamptz'),
} as const;

export type Table = keyof typeof tables;

// Object.keys loses the key type that the literal above has.
export const tableNames = Object.keys(tables) as Table[];

/** Primary keys that are not simply `id`. */
const compositeKeys: Partial<Record<Table, readonly string[]>> = {
  role_claim: ['role_id', 'claim_type', 'claim_value'],
  user_role: ['user_id', 'role_id'],
  group_claim: ['group_id', 'claim_type', 'claim_value'],
  user_group: ['user_id', 'group_id'],
  course_execution_backend: ['course_id', 'execution_backend_id'],
  codeability_message_read: ['message_id', 'user_id'],
};

export function primaryKey(table: Table): readonly string[] {
  return compositeKeys[table] ?? ['id'];
}

export function hasColumn(table: Table, name: string): boolean {
  return tables[table].some((column) => column.name === name);
}

/** The tables of the `audit` group: an id of their own beside version and timestamps. */
export const auditTables = tableNames.filter(
  (table) => hasColumn(table, 'id') && hasColumn(table, 'version'),
);
