-- A course platform's own database, as its own migrations might have made it: no table of ours that says which
-- migrations have run, other names of types, constraints, indexes and functions, other orders of columns, longer
-- strings, columns and tables that we know nothing of, and triggers that do not know how to keep timestamps.

create extension "uuid-ossp";
create extension pgcrypto;
create extension ltree;

create type user_kind as enum ('token', 'user', 'db', 'service');
create type organization_kind as enum ('organization', 'community', 'user');
create type group_kind as enum ('dynamic', 'fixed');
create type message_kind as enum ('message', 'note');
create type color as enum ('rose', 'pink', 'fuchsia', 'purple', 'violet', 'indigo', 'blue', 'sky', 'cyan', 'teal',
  'emerald', 'green', 'lime', 'yellow', 'amber', 'orange', 'red', 'grey');

create sequence fs_numbers start 1000;

create function now_and_ever() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then new.created_at = now(); end if;
  new.updated_at = now();
  return new;
end $$;

create function touch() returns trigger language plpgsql as $$
begin
  new.updated_at = now();
  return new;
end $$;

-- People

create table "user" (
  email varchar(320),
  username text,
  given_name text,
  family_name text,
  user_type user_kind not null default 'user',
  id uuid not null default gen_random_uuid(),
  number varchar(255),
  fs_number bigint not null default nextval('fs_numbers'),
  auth_token text,
  token_expiration timestamptz,
  locale varchar(16) not null default 'en',
  last_seen timestamptz,
  archived_at timestamptz,
  version bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  properties jsonb,
  constraint pk_user primary key (id),
  constraint fk_user_creator foreign key (created_by) references "user" on delete set null,
  constraint fk_user_updater foreign key (updated_by) references "user" on delete set null,
  constraint ck_user_email check (email like '%@%'),
  constraint ck_user_token check (user_type <> 'token' or auth_token is not null and token_expiration is not null)
);
create unique index uq_user_email on "user" (lower(email)) where archived_at is null;
create unique index uq_user_username on "user" (username) where archived_at is null;
create unique index uq_user_fs_number on "user" (fs_number);
create index ix_user_family_name on "user" (family_name text_pattern_ops);
create trigger tg_user before insert or update on "user" for each row execute function now_and_ever();

create table profile (
  user_id uuid not null constraint uq_profile_user unique constraint fk_profile_user references "user" on delete cascade,
  nickname varchar(400) constraint uq_profile_nickname unique,
  bio text,
  url text,
  avatar_color bigint,
  avatar_image text,
  id uuid constraint pk_profile primary key default uuid_generate_v4(),
  version bigint not null default 0,
  properties jsonb,
  created_by uuid references "user", updated_by uuid references "user",
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create trigger tg_profile before insert or update on profile for each row execute function now_and_ever();

create table student_profile (
  id uuid constraint pk_student_profile primary key default uuid_generate_v4(),
  student_id text constraint uq_matriculation unique,
  student_email text,
  user_id uuid not null unique references "user" on delete cascade,
  version bigint not null default 0,
  created_by uuid references "user", updated_by uuid references "user",
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  properties jsonb
);

create table account (
  id uuid constraint pk_account primary key default uuid_generate_v4(),
  provider varchar(255) not null, provider_account_id varchar(255) not null, type varchar(63) not null,
  user_id uuid not null constraint fk_account_owner references "user" on delete cascade,
  version bigint not null default 0,
  created_by uuid references "user", updated_by uuid references "user",
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  properties jsonb,
  constraint uq_account unique (user_id, provider, type)
);

create table session (
  id uuid constraint pk_session primary key default uuid_generate_v4(),
  session_id text not null, ip_address inet not null, logout_time timestamptz,
  user_id uuid not null references "user" on delete cascade,
  version bigint not null default 0,
  created_by uuid references "user", updated_by uuid references "user",
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  properties jsonb
);
create trigger tg_session before update on session for each row execute function touch();

-- A table of the platform's own, written by a trigger of its own.
create table login_journal (
  entry bigint generated always as identity primary key,
  account_id uuid not null references account on delete cascade,
  at timestamptz not null default now()
);
create function note_login() returns trigger language plpgsql as $$
begin
  insert into login_journal (account_id) values (new.id);
  return null;
end $$;
create trigger tg_account after insert on account for each row execute function note_login();

-- Access

create table role (
  id varchar(255) constraint pk_role primary key,
  title text, description text,
  builtin boolean not null default false,
  constraint ck_role_builtin check (builtin = (id like '\_%'))
);
insert into role (id, title, builtin) values
  ('_admin', 'Administrators', true),
  ('_user_manager', 'Managers of people', true);

create table role_claim (
  claim_type varchar(255) not null, claim_value varchar(255) not null,
  role_id varchar(50) not null references role on delete cascade,
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid, updated_by uuid,
  properties jsonb,
  constraint pk_role_claim primary key (role_id, claim_type, claim_value)
);

create table user_role (
  role_id varchar(255) not null references role on update cascade,
  user_id uuid not null references "user" on delete cascade,
  transient boolean not null default false,
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid, updated_by uuid,
  constraint pk_user_role primary key (user_id, role_id)
);

create table "group" (
  slug varchar(255) not null, title varchar(255), description text,
  type group_kind default 'fixed',
  id uuid constraint pk_group primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb
);

create table group_claim (
  group_id uuid not null references "group" on delete cascade,
  claim_type varchar(255) not null, claim_value varchar(255) not null,
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid, updated_by uuid,
  properties jsonb,
  constraint pk_group_claim primary key (group_id, claim_type, claim_value)
);

create table user_group (
  user_id uuid not null references "user" on delete cascade,
  group_id uuid not null references "group",
  transient boolean not null default false,
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid, updated_by uuid,
  constraint pk_user_group primary key (user_id, group_id)
);

-- Organizations and courses

create table organization (
  id uuid constraint pk_organization primary key default uuid_generate_v4(),
  path ltree not null,
  parent_path ltree generated always as (case when nlevel(path) > 1 then subpath(path, 0, -1) end) stored,
  organization_type organization_kind not null,
  title varchar(255), description varchar(4096), number varchar(255),
  email varchar(320), telephone varchar(255), fax_number varchar(255), url varchar(2048),
  street_address varchar(1024), postal_code varchar(255), locality varchar(255), region varchar(255),
  country varchar(255),
  user_id uuid constraint fk_organization_user references "user" on delete cascade,
  archived_at timestamptz,
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_organization_path unique (organization_type, path),
  constraint fk_organization_above foreign key (organization_type, parent_path)
    references organization (organization_type, path) on delete cascade deferrable initially deferred
);
create index ix_organization_path on organization using gist (path);

create table course_family (
  organization_id uuid not null constraint fk_family_organization references organization on delete cascade,
  path ltree not null, title varchar(255), description varchar(4096),
  id uuid constraint pk_course_family primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_course_family unique (organization_id, path)
);

create table course (
  course_family_id uuid not null constraint fk_course_family references course_family on delete cascade,
  organization_id uuid not null constraint fk_course_organization references organization on delete cascade,
  path ltree not null, title varchar(255), description varchar(4096), version_identifier text,
  id uuid constraint pk_course primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_course unique (course_family_id, path)
);

create table execution_backend (
  slug text not null constraint uq_backend unique constraint ck_backend_slug check (slug ~ '^[A-Za-z0-9_-]+$'),
  type text not null,
  id uuid constraint pk_execution_backend primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb
);

create table course_execution_backend (
  execution_backend_id uuid not null references execution_backend on delete cascade,
  course_id uuid not null references course on delete cascade,
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid, updated_by uuid,
  properties jsonb,
  constraint pk_course_execution_backend primary key (course_id, execution_backend_id)
);

-- Members and content

create table course_role (
  id varchar(255) constraint pk_course_role primary key,
  title varchar(255), description varchar(4096),
  sort_order int not null default 0
);

create table course_group (
  course_id uuid not null references course on delete cascade,
  title varchar(255), description varchar(4096),
  id uuid constraint pk_course_group primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_course_group unique (id, course_id)
);

create table course_member (
  course_id uuid not null constraint fk_member_course references course on delete cascade,
  user_id uuid not null constraint fk_member_user references "user" on delete cascade,
  course_role_id varchar(255) not null constraint fk_member_role references course_role,
  course_group_id uuid,
  id uuid constraint pk_course_member primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_course_member unique (course_id, user_id),
  constraint fk_member_group foreign key (course_group_id, course_id) references course_group (id, course_id),
  constraint ck_member_group check (course_role_id <> '_student' or course_group_id is not null)
);

create table course_content_kind (
  id varchar(255) constraint pk_course_content_kind primary key,
  title varchar(255), description varchar(4096),
  submittable boolean not null, has_ascendants boolean not null, has_descendants boolean not null
);
insert into course_content_kind values
  ('assignment', 'Assignment', null, true, true, false),
  ('unit', 'Unit', null, false, true, true);

create table course_content_type (
  course_id uuid not null references course on delete cascade,
  course_content_kind_id varchar(255) not null references course_content_kind,
  slug varchar(255) not null, color color, title varchar(255), description varchar(4096),
  id uuid constraint pk_course_content_type primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_course_content_type unique (course_id, id)
);

create table course_content (
  course_id uuid not null references course on delete cascade,
  course_content_type_id uuid not null,
  path ltree not null, position numeric not null, title varchar(255), description text,
  version_identifier varchar(2048) not null,
  max_group_size bigint, max_test_runs bigint, max_submissions bigint,
  execution_backend_id uuid references execution_backend on delete set null,
  archived_at timestamptz,
  id uuid constraint pk_course_content primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_course_content unique (course_id, path),
  constraint fk_content_type foreign key (course_id, course_content_type_id)
    references course_content_type (course_id, id)
);
create index ix_course_content_path on course_content using gist (path);

-- Submissions, results, messages

create table course_submission_group (
  course_content_id uuid not null references course_content on delete cascade,
  course_id uuid not null references course on delete cascade,
  status text, grading double precision constraint ck_group_grading check (grading between 0 and 1),
  max_group_size int not null default 1, max_test_runs int, max_submissions int,
  id uuid constraint pk_course_submission_group primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb
);

create table course_submission_group_member (
  course_member_id uuid not null references course_member,
  course_submission_group_id uuid not null references course_submission_group on delete cascade,
  course_content_id uuid not null references course_content,
  course_id uuid not null references course,
  grading double precision,
  id uuid constraint pk_course_submission_group_member primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_one_group_a_content unique (course_member_id, course_content_id)
);

create table result (
  course_content_id uuid not null references course_content on delete cascade,
  course_member_id uuid not null references course_member on delete cascade,
  course_submission_group_id uuid references course_submission_group on delete set null,
  course_content_type_id uuid not null references course_content_type,
  execution_backend_id uuid not null references execution_backend,
  submit boolean not null, result double precision not null, status int not null,
  version_identifier varchar(2048) not null, test_system_id varchar(255) not null,
  result_json jsonb,
  percent int generated always as (round(result * 100)) stored,
  id uuid constraint pk_result primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb,
  constraint uq_result_of_system unique (execution_backend_id, test_system_id),
  constraint uq_result_of_version unique (course_member_id, course_content_id, version_identifier),
  constraint ck_result check (result between 0 and 1)
);
create index ix_result_created_at on result using brin (created_at);
create trigger tg_result before update on result for each row execute function touch();

create table codeability_message (
  type message_kind not null, sender uuid not null references "user" on delete cascade,
  message text not null constraint ck_message check (message <> ''),
  course_id uuid references course on delete cascade,
  course_group_id uuid references course_group on delete cascade,
  course_member_id uuid references course_member on delete cascade,
  course_content_id uuid references course_content on delete cascade,
  id uuid constraint pk_codeability_message primary key default uuid_generate_v4(),
  version bigint not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid references "user", updated_by uuid references "user",
  properties jsonb
);

create table codeability_message_read (
  user_id uuid not null references "user" on delete cascade,
  message_id uuid not null references codeability_message on delete cascade,
  read_at timestamptz not null default now(),
  constraint pk_codeability_message_read primary key (user_id, message_id)
);
