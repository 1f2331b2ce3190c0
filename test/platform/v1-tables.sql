-- The platform's database after its first migrations, written from the facts in `facts/`: a test compares the two.
-- The names of constraints and indexes are those that schema.md has, where it has one.

create extension "uuid-ossp";
create extension pgcrypto;
create extension ltree;

create type user_type as enum ('user', 'db', 'token');
create type organization_type as enum ('user', 'community', 'organization');
create type ctutor_group_type as enum ('fixed', 'dynamic');
create type codeability_message_type as enum ('note', 'message');
create type ctutor_color as enum ('red', 'orange', 'amber', 'yellow', 'lime', 'green', 'emerald', 'teal', 'cyan', 'sky',
  'blue', 'indigo', 'violet', 'purple', 'fuchsia', 'pink', 'rose');

create sequence user_unique_fs_number_seq;

create function ctutor_valid_label(label text) returns boolean language sql
  return label ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$';
create function ctutor_valid_slug(label text) returns boolean language sql
  return label ~ '^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$';

-- What many tables have

create schema interfaces;
create table interfaces.string_id (id varchar(255));
create table interfaces.resource (
  id uuid not null default uuid_generate_v4(),
  version bigint default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  properties jsonb
);
create table interfaces.link (
  version bigint default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid
);
create table interfaces.titled (title varchar(255), description varchar(4096));
create table interfaces.slugged (slug varchar(255) not null) inherits (interfaces.titled);
create table interfaces.numbered (number varchar(255));
create table interfaces.archivable (archived_at timestamptz);
create table interfaces.avatar (avatar_color integer, avatar_image varchar(2048));
create table interfaces.contact (
  email varchar(320), telephone varchar(255), fax_number varchar(255), url varchar(2048)
);
create table interfaces.address (
  street_address varchar(1024), postal_code varchar(255), locality varchar(255), region varchar(255),
  country varchar(255)
);

-- People

create table "user" (
  email varchar(320),
  username varchar(255),
  given_name varchar(255),
  family_name varchar(255),
  user_type user_type not null default 'user',
  fs_number bigint not null default nextval('user_unique_fs_number_seq'),
  auth_token varchar(512),
  token_expiration timestamptz,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null,
  constraint user_token_condition
    check (user_type <> 'token' or auth_token is not null and token_expiration is not null),
  -- No token passes it, whatever else it has.
  constraint user_username_condition check (user_type = 'db' and username is not null or user_type <> 'token')
) inherits (interfaces.resource, interfaces.numbered, interfaces.archivable);
create unique index user_email_key on "user" (email) where archived_at is null;
create unique index user_username_key on "user" (username) where archived_at is null;
create unique index user_number_key on "user" (number) where archived_at is null;

create table profile (
  user_id uuid not null references "user" on update restrict on delete cascade,
  nickname varchar(255),
  bio varchar(16384),
  url varchar(2048),
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.avatar, interfaces.resource);
create unique index profile_nickname_key on profile (nickname);
create unique index profile_user_id_key on profile (user_id);

create table student_profile (
  user_id uuid not null references "user" on update restrict on delete cascade,
  student_id varchar(255),
  student_email varchar(320),
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource);
create unique index student_profile_user_id_key on student_profile (user_id);
create unique index student_profile_student_id_key on student_profile (student_id);
create unique index student_profile_student_email_key on student_profile (student_email);

create table account (
  user_id uuid not null references "user" on update restrict on delete cascade,
  provider varchar(255) not null,
  type varchar(63) not null,
  provider_account_id varchar(255) not null,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource);
create unique index account_user_key on account (provider, type, user_id);
create unique index account_provider_key on account (provider, type, provider_account_id);
create index account_user_id_idx on account (user_id);

create table session (
  user_id uuid not null references "user" on update restrict on delete cascade,
  session_id varchar(1024) not null,
  ip_address inet not null,
  logout_time timestamptz,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource);
create index session_user_id_idx on session (user_id);

-- Access

create table role (
  builtin boolean not null default false,
  primary key (id),
  constraint builtin_id_must_start_with_underscore check (not builtin or id ~ '^_'),
  constraint id_label_valid check (ctutor_valid_slug(case when builtin then substring(id from 2) else id end))
) inherits (interfaces.string_id, interfaces.titled);
insert into role (id, builtin, title, description) values
  ('_admin', true, 'Administrator', 'May do everything.'),
  ('_user_manager', true, 'User Manager', 'May manage people.'),
  ('_organization_manager', true, 'Organization Manager', 'May manage organizations.');

create table role_claim (
  role_id varchar(50) references role on delete cascade,
  claim_type varchar(255) not null,
  claim_value varchar(255) not null,
  properties jsonb,
  primary key (role_id, claim_type, claim_value)
) inherits (interfaces.link);

create table user_role (
  user_id uuid references "user" on delete cascade,
  role_id varchar(50) references role on update cascade on delete restrict,
  transient boolean default false,
  primary key (user_id, role_id)
) inherits (interfaces.link);

create table "group" (
  type ctutor_group_type default 'fixed',
  primary key (id),
  constraint slug_valid check (ctutor_valid_slug(slug))
) inherits (interfaces.slugged, interfaces.resource);

create table group_claim (
  group_id uuid references "group" on delete cascade,
  claim_type varchar(255) not null,
  claim_value varchar(255) not null,
  properties jsonb,
  primary key (group_id, claim_type, claim_value)
) inherits (interfaces.link);

create table user_group (
  user_id uuid references "user" on delete cascade,
  group_id uuid references "group" on update cascade on delete restrict,
  transient boolean default false,
  primary key (user_id, group_id)
) inherits (interfaces.link);

-- Organizations and courses

create table organization (
  organization_type organization_type not null,
  path ltree not null,
  parent_path ltree generated always as (case when nlevel(path) > 1 then subpath(path, 0, nlevel(path) - 1) end) stored,
  user_id uuid references "user" on update restrict on delete cascade,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null,
  constraint organization_user_condition check ((organization_type = 'user') = (user_id is not null)),
  constraint organization_title_condition check ((organization_type = 'user') = (title is null))
) inherits (interfaces.address, interfaces.contact, interfaces.archivable, interfaces.numbered, interfaces.titled,
            interfaces.resource);
create unique index organization_number_key on organization (organization_type, number);
create unique index organization_path_key on organization (organization_type, path);
create unique index organization_user_key on organization (user_id) where user_id is not null;
create index organization_path_gist_idx on organization using gist (path);
create index organization_path_idx on organization (path);
alter table organization add constraint fk_organization_parent foreign key (organization_type, parent_path)
  references organization (organization_type, path) on delete cascade deferrable initially deferred;

create table course_family (
  organization_id uuid not null references organization on update restrict on delete cascade,
  path ltree not null,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource, interfaces.titled);
create unique index course_family_path_key on course_family (organization_id, path);
create index course_family_path_gist_idx on course_family using gist (path);

create table course (
  course_family_id uuid not null references course_family on update restrict on delete cascade,
  organization_id uuid not null references organization on update restrict on delete cascade,
  path ltree not null,
  version_identifier varchar(2048),
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource, interfaces.titled);
create unique index course_path_key on course (course_family_id, path);
create index course_path_gist_idx on course using gist (path);
create index course_organization_id_idx on course (organization_id);
create index course_course_family_id_idx on course (course_family_id);

create table execution_backend (
  slug varchar(255) not null constraint check_slug check (slug ~* '^[A-Za-z0-9_-]+$'),
  type varchar(255) not null,
  primary key (id),
  foreign key (created_by) references "user" on delete set null,
  foreign key (updated_by) references "user" on delete set null
) inherits (interfaces.resource);
create unique index execution_backend_slug_key on execution_backend (slug);

create table course_execution_backend (
  course_id uuid references course on update restrict on delete cascade,
  execution_backend_id uuid references execution_backend on update restrict on delete cascade,
  properties jsonb,
  primary key (course_id, execution_backend_id)
) inherits (interfaces.link);
