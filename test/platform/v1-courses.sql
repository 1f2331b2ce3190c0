-- Members, content and submissions of the platform's database, after `v1-tables.sql`.

create table course_role (primary key (id)) inherits (interfaces.string_id, interfaces.titled);
insert into course_role (id, title, description) values
  ('_owner', 'Owner', 'May do everything in the course.'),
  ('_maintainer', 'Maintainer', 'May change the course.'),
  ('_study_assistant', 'Study Assistant', 'Helps the students.'),
  ('_student', 'Student', 'Takes the course.');

create table course_group (
  course_id uuid not null references course on update restrict on delete cascade,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.titled, interfaces.resource);
create unique index course_group_title_key on course_group (course_id, title);
create unique index course_group_course_id_key on course_group (course_id, id);

create table course_member (
  course_id uuid not null references course on update restrict on delete cascade,
  user_id uuid not null references "user" on update restrict on delete cascade,
  course_role_id varchar not null references course_role on update restrict on delete cascade,
  course_group_id uuid references course_group on update restrict on delete restrict,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null,
  foreign key (course_id, course_group_id) references course_group (course_id, id)
    on update restrict on delete restrict,
  constraint course_member_student_valid check (course_role_id <> '_student' or course_group_id is not null)
) inherits (interfaces.resource);
create unique index course_member_key on course_member (user_id, course_id);
create index course_member_course_id_idx on course_member (course_id);
create index course_member_course_group_id_idx on course_member (course_group_id);

create table course_content_kind (
  has_ascendants boolean not null,
  has_descendants boolean not null,
  submittable boolean not null,
  primary key (id)
) inherits (interfaces.string_id, interfaces.titled);
insert into course_content_kind (id, title, has_ascendants, has_descendants, submittable) values
  ('assignment', 'Assignment', true, false, true),
  ('unit', 'Unit', true, true, false),
  ('folder', 'Folder', true, true, false),
  ('quiz', 'Quiz', true, false, true);

create table course_content_type (
  course_id uuid not null references course on update restrict on delete cascade,
  course_content_kind_id varchar(255) not null references course_content_kind on update restrict on delete cascade,
  color ctutor_color,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null,
  constraint check_slug check (slug ~* '^[A-Za-z0-9_-]+$')
) inherits (interfaces.slugged, interfaces.resource);
create unique index course_content_type_slug_key on course_content_type (slug, course_id, course_content_kind_id);
create unique index course_content_type_course_id_key on course_content_type (id, course_id);

create table course_content (
  course_id uuid not null references course on update restrict on delete cascade,
  course_content_type_id uuid not null references course_content_type on update restrict on delete restrict,
  execution_backend_id uuid references execution_backend on update restrict on delete cascade,
  path ltree not null,
  position float not null,
  version_identifier varchar(2048) not null,
  max_group_size int,
  max_test_runs int,
  max_submissions int,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null,
  foreign key (course_id, course_content_type_id) references course_content_type (course_id, id)
    on update restrict on delete restrict
) inherits (interfaces.archivable, interfaces.titled, interfaces.resource);
create unique index course_content_path_key on course_content (course_id, path);
create index course_content_path_gist_idx on course_content using gist (path);
create index course_content_course_id_idx on course_content (course_id);

create table course_submission_group (
  course_id uuid not null references course on update restrict on delete cascade,
  course_content_id uuid not null references course_content on update restrict on delete cascade,
  status varchar(2048),
  grading float,
  max_group_size int not null default 1,
  max_test_runs int,
  max_submissions int,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource);
create index course_submission_group_course_id_idx on course_submission_group (course_id);
create index course_submission_group_course_content_id_idx on course_submission_group (course_content_id);

create table course_submission_group_member (
  course_id uuid not null references course on update restrict on delete restrict,
  course_content_id uuid not null references course_content on update restrict on delete restrict,
  course_submission_group_id uuid not null references course_submission_group on update restrict on delete cascade,
  course_member_id uuid not null references course_member on update restrict on delete restrict,
  grading float,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource);
create unique index submission_member_key
  on course_submission_group_member (course_submission_group_id, course_member_id);
create unique index submission_member_content_key
  on course_submission_group_member (course_member_id, course_content_id);
create index submission_member_course_id_idx on course_submission_group_member (course_id);
create index submission_member_content_id_idx on course_submission_group_member (course_content_id);

create table result (
  course_content_id uuid not null references course_content on update restrict on delete cascade,
  course_content_type_id uuid not null references course_content_type on update restrict on delete restrict,
  course_member_id uuid not null references course_member on update restrict on delete cascade,
  course_submission_group_id uuid references course_submission_group on update restrict on delete set null,
  execution_backend_id uuid not null references execution_backend on update restrict on delete restrict,
  submit boolean not null,
  result float not null,
  status int not null,
  test_system_id varchar(255) not null,
  version_identifier varchar(2048) not null,
  result_json jsonb,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource);
create unique index result_member_key on result (course_member_id, course_content_id, version_identifier);
create unique index result_group_key on result (course_submission_group_id, course_content_id, version_identifier)
  where course_submission_group_id is not null;
create unique index result_test_system_key on result (test_system_id, execution_backend_id);
create index result_group_id_idx on result (course_submission_group_id);
create index result_member_id_idx on result (course_member_id);
create index result_content_id_idx on result (course_content_id);

create table codeability_message (
  type codeability_message_type not null,
  sender uuid not null references "user" on update restrict on delete cascade,
  course_id uuid references course on update restrict on delete cascade,
  course_group_id uuid references course_group on update restrict on delete cascade,
  course_member_id uuid references course_member on update restrict on delete cascade,
  course_content_id uuid references course_content on update restrict on delete cascade,
  message varchar(4096) not null,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource);
create index message_course_id_idx on codeability_message (course_id);
create index message_course_group_id_idx on codeability_message (course_group_id);
create index message_course_member_id_idx on codeability_message (course_member_id);
create index message_course_content_id_idx on codeability_message (course_content_id);

create table codeability_message_read (
  message_id uuid references codeability_message on delete cascade,
  user_id uuid references "user" on update restrict on delete cascade,
  read_at timestamptz default now(),
  primary key (message_id, user_id)
);
create index message_read_user_id_idx on codeability_message_read (user_id);
