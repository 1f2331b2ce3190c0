import { Migration } from '@mikro-orm/migrations';

const audit = `id uuid primary key default uuid_generate_v4(),
      version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      properties jsonb,
      created_by uuid references "user" on delete set null on update restrict,
      updated_by uuid references "user" on delete set null on update restrict`;

const linkAudit = `version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by uuid,
      updated_by uuid`;

const timestamps = (table: string) =>
  `create trigger ${table}_timestamps before update on "${table}" for each row execute function ctutor_update_timestamps()`;

/** Course families, courses and the backends that run their tests. */
export class Migration20250901080400_courses extends Migration {
  override up(): void {
    this.addSql(`create table course_family (
      ${audit},
      title varchar(255),
      description varchar(4096),
      path ltree not null,
      organization_id uuid not null references organization on delete cascade on update restrict,
      unique (organization_id, path)
    )`);
    this.addSql(`create index on course_family using gist (path)`);
    this.addSql(`create index on course_family (path)`);
    this.addSql(timestamps('course_family'));

    this.addSql(`create table course (
      ${audit},
      title varchar(255),
      description varchar(4096),
      path ltree not null,
      course_family_id uuid not null references course_family on delete cascade on update restrict,
      organization_id uuid not null references organization on delete cascade on update restrict,
      version_identifier varchar(2048),
      unique (course_family_id, path)
    )`);
    this.addSql(`create index on course (course_family_id)`);
    this.addSql(`create index on course (organization_id)`);
    this.addSql(`create index on course using gist (path)`);
    this.addSql(`create index on course (path)`);

    this.addSql(`create function course_derive_organization() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.organization_id = coalesce(
    (select organization_id from course_family where id = new.course_family_id), new.organization_id);
  return new;
end
$$`);

    this.addSql(
      `create trigger course_organization before insert on course for each row execute function course_derive_organization()`,
    );
    this.addSql(timestamps('course'));

    this.addSql(`create table execution_backend (
      ${audit},
      type varchar(255) not null,
      slug varchar(255) not null unique check (slug ~ '^[A-Za-z0-9_-]+$')
    )`);
    this.addSql(timestamps('execution_backend'));

    this.addSql(`create table course_execution_backend (
      course_id uuid not null references course on delete cascade on update restrict,
      execution_backend_id uuid not null references execution_backend on delete cascade on update restrict,
      ${linkAudit},
      properties jsonb,
      primary key (course_id, execution_backend_id)
    )`);
    this.addSql(timestamps('course_execution_backend'));
  }

  override down(): void {
    this.addSql(`drop table course_execution_backend`);
    this.addSql(`drop table execution_backend`);
    this.addSql(`drop table course`);
    this.addSql(`drop table course_family`);
    this.addSql(`drop function course_derive_organization`);
  }
}
