import { Migration } from '@mikro-orm/migrations';

const audit = `id uuid primary key default public.uuid_generate_v4(),
      version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      properties jsonb,
      created_by uuid references public."user" on delete set null on update restrict,
      updated_by uuid references public."user" on delete set null on update restrict`;

const timestamps = (table: string) =>
  `create trigger ${table}_timestamps before update on public."${table}" for each row execute function public.ctutor_update_timestamps()`;

/** Submission groups, their members, and the results of their runs. */
export class Migration20250901080700_submissions extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.course_submission_group (
      ${audit},
      status varchar(2048),
      grading float8,
      max_group_size integer not null default 1,
      max_test_runs integer,
      max_submissions integer,
      course_id uuid not null references public.course on delete cascade on update restrict,
      course_content_id uuid not null references public.course_content on delete cascade on update restrict
    )`);
    this.addSql(`create index on public.course_submission_group (course_id)`);
    this.addSql(`create index on public.course_submission_group (course_content_id)`);

    this.addSql(`create function public.course_submission_group_derive_course() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.course_id = coalesce(
    (select course_id from public.course_content where id = new.course_content_id), new.course_id);
  return new;
end
$$`);

    this.addSql(`create trigger course_submission_group_course before insert
      on public.course_submission_group for each row execute function public.course_submission_group_derive_course()`);
    this.addSql(`create trigger course_submission_group_submittable before insert or update of course_content_id
      on public.course_submission_group for each row execute function public.ctutor_require_submittable_content()`);
    this.addSql(timestamps('course_submission_group'));

    this.addSql(`create table public.course_submission_group_member (
      ${audit},
      grading float8,
      course_id uuid not null references public.course on delete restrict on update restrict,
      course_submission_group_id uuid not null references public.course_submission_group on delete cascade on update restrict,
      course_member_id uuid not null references public.course_member on delete restrict on update restrict,
      course_content_id uuid not null references public.course_content on delete restrict on update restrict,
      unique (course_submission_group_id, course_member_id),
      unique (course_member_id, course_content_id)
    )`);
    this.addSql(`create index on public.course_submission_group_member (course_id)`);
    this.addSql(`create index on public.course_submission_group_member (course_member_id)`);
    this.addSql(`create index on public.course_submission_group_member (course_content_id)`);

    this.addSql(`create function public.course_submission_group_member_derive_parents() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.course_content_id = coalesce(
    (select course_content_id from public.course_submission_group where id = new.course_submission_group_id),
    new.course_content_id);
  new.course_id = coalesce(
    (select course_id from public.course_member where id = new.course_member_id), new.course_id);
  return new;
end
$$`);

    this.addSql(`create trigger course_submission_group_member_parents
      before insert or update of course_id, course_submission_group_id, course_member_id, course_content_id
      on public.course_submission_group_member for each row execute function public.course_submission_group_member_derive_parents()`);
    this.addSql(timestamps('course_submission_group_member'));

    this.addSql(`create table public.result (
      ${audit},
      submit boolean not null,
      course_member_id uuid not null references public.course_member on delete cascade on update restrict,
      course_submission_group_id uuid references public.course_submission_group on delete set null on update restrict,
      course_content_id uuid not null references public.course_content on delete cascade on update restrict,
      course_content_type_id uuid not null references public.course_content_type on delete restrict on update restrict,
      execution_backend_id uuid not null references public.execution_backend on delete restrict on update restrict,
      test_system_id varchar(255) not null,
      result float8 not null,
      result_json jsonb,
      version_identifier varchar(2048) not null,
      status integer not null,
      unique (course_member_id, course_content_id, version_identifier),
      unique (test_system_id, execution_backend_id)
    )`);
    this.addSql(`create unique index on public.result (course_submission_group_id, course_content_id, version_identifier)
      where course_submission_group_id is not null`);
    this.addSql(`create index on public.result (course_submission_group_id)`);
    this.addSql(`create index on public.result (course_member_id)`);
    this.addSql(`create index on public.result (course_content_id)`);

    this.addSql(`create function public.result_derive_content_type() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.course_content_type_id = coalesce(
    (select course_content_type_id from public.course_content where id = new.course_content_id),
    new.course_content_type_id);
  return new;
end
$$`);

    this.addSql(`create trigger result_content_type before insert or update of course_content_id, course_content_type_id
      on public.result for each row execute function public.result_derive_content_type()`);
    this.addSql(`create trigger result_submittable before insert or update of course_content_id
      on public.result for each row execute function public.ctutor_require_submittable_content()`);
    this.addSql(timestamps('result'));
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.result`);
    this.addSql(`drop table public.course_submission_group_member`);
    this.addSql(`drop table public.course_submission_group`);
    this.addSql(`drop function public.result_derive_content_type()`);
    this.addSql(`drop function public.course_submission_group_member_derive_parents()`);
    this.addSql(`drop function public.course_submission_group_derive_course()`);
  }
}
