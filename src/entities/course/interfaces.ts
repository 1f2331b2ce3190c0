// The interface tables hold no rows: a query on one reads every table that has its columns.

const audit = `id uuid not null, version bigint not null, created_at timestamptz not null, updated_at timestamptz not null,
  created_by uuid, updated_by uuid, properties jsonb`;

const interfaceTables = [
  ['string_id', 'id varchar(255) not null'],
  ['resource', audit],
  ['archivable', 'archived_at timestamptz'],
  ['title_description', 'title varchar(255), description varchar(4096)'],
  ['number', 'number varchar(255)'],
  ['contact', 'email varchar(320), telephone varchar(255), fax_number varchar(255), url varchar(2048)'],
  ['avatar', 'avatar_color integer, avatar_image varchar(2048)'],
  [
    'address',
    `postal_code varchar(255), locality varchar(255), region varchar(255), country varchar(255),
  street_address varchar(1024)`,
  ],
] as const;

const inherited = {
  user: ['resource', 'archivable', 'number'],
  profile: ['resource', 'avatar'],
  student_profile: ['resource'],
  account: ['resource'],
  session: ['resource'],
  role: ['string_id', 'title_description'],
  group: ['resource', 'slugged'],
  organization: ['resource', 'number', 'title_description', 'archivable', 'contact', 'address'],
  course_family: ['resource', 'title_description'],
  course: ['resource', 'title_description'],
  execution_backend: ['resource'],
  course_role: ['string_id', 'title_description'],
  course_group: ['resource', 'title_description'],
  course_member: ['resource'],
  course_content_kind: ['string_id', 'title_description'],
  course_content_type: ['resource', 'slugged'],
  course_content: ['resource', 'archivable', 'title_description'],
  course_submission_group: ['resource'],
  course_submission_group_member: ['resource'],
  result: ['resource'],
  codeability_message: ['resource'],
} as const;

/** Makes the interface tables and lets the real ones inherit them. */
export const interfaces: readonly string[] = [
  'create schema interfaces',
  ...interfaceTables.map(([name, columns]) => `create table interfaces.${name} (${columns})`),
  'create table interfaces.slugged (slug varchar(255) not null) inherits (interfaces.title_description)',
  ...Object.entries(inherited).flatMap(([table, names]) =>
    names.map((name) => `alter table public."${table}" inherit interfaces.${name}`),
  ),
];
