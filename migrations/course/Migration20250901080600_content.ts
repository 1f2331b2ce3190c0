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

/** What a course is made of: kinds, types and the tree of contents. */
export class Migration20250901080600_content extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.course_content_kind (
      id varchar(255) primary key,
      title varchar(255),
      description varchar(4096),
      has_ascendants boolean not null,
      has_descendants boolean not null,
      submittable boolean not null
    )`);
    this.addSql(`insert into public.course_content_kind (id, title, has_ascendants, has_descendants, submittable) values
      ('assignment', 'Assignment', true, false, true),
      ('unit', 'Unit', true, true, false),
      ('folder', 'Folder', true, true, false),
      ('quiz', 'Quiz', true, false, true)`);

    this.addSql(`create table public.course_content_type (
      ${audit},
      title varchar(255),
      description varchar(4096),
      slug varchar(255) not null check (slug ~ '^[A-Za-z0-9_-]+$'),
      color public.ctutor_color,
      course_content_kind_id varchar(255) not null references public.course_content_kind on delete cascade on update restrict,
      course_id uuid not null references public.course on delete cascade on update restrict,
      unique (slug, course_id, course_content_kind_id),
      unique (id, course_id)
    )`);
    this.addSql(timestamps('course_content_type'));

    this.addSql(`create table public.course_content (
      ${audit},
      archived_at timestamptz,
      title varchar(255),
      description varchar(4096),
      path public.ltree not null,
      course_id uuid not null references public.course on delete cascade on update restrict,
      course_content_type_id uuid not null references public.course_content_type on delete restrict on update restrict,
      version_identifier varchar(2048) not null,
      position float8 not null,
      max_group_size integer,
      max_test_runs integer,
      max_submissions integer,
      execution_backend_id uuid references public.execution_backend on delete cascade on update restrict,
      foreign key (course_id, course_content_type_id) references public.course_content_type (course_id, id) on delete restrict on update restrict,
      unique (course_id, path)
    )`);
    this.addSql(`create index on public.course_content (course_id)`);
    this.addSql(`create index on public.course_content using gist (path)`);
    this.addSql(`create index on public.course_content (path)`);

    this.addSql(`create function public.course_content_derive_group_size() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  submittable boolean;
begin
  select kind.submittable into submittable
    from public.course_content_type type join public.course_content_kind kind on kind.id = type.course_content_kind_id
   where type.id = new.course_content_type_id;
  if submittable then
    new.max_group_size = greatest(new.max_group_size, 1);
  elsif not submittable then
    new.max_group_size = null;
  end if;
  return new;
end
$$`);

    this.addSql(`create trigger course_content_group_size before insert or update of course_content_type_id, max_group_size
      on public.course_content for each row execute function public.course_content_derive_group_size()`);
    this.addSql(timestamps('course_content'));
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.course_content`);
    this.addSql(`drop table public.course_content_type`);
    this.addSql(`drop table public.course_content_kind`);
    this.addSql(`drop function public.course_content_derive_group_size()`);
  }
}
