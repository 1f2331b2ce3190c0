import { Migration } from '@mikro-orm/migrations';

const audit = `id uuid primary key default public.uuid_generate_v4(),
      version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      properties jsonb,
      created_by uuid references public."user" on delete set null on update restrict,
      updated_by uuid references public."user" on delete set null on update restrict`;

const linkAudit = `version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by uuid,
      updated_by uuid`;

const timestamps = (table: string) =>
  `create trigger ${table}_timestamps before update on public."${table}" for each row execute function public.ctutor_update_timestamps()`;

/** Course families, courses and the backends that run their tests. */
export class Migration20250901080400_courses extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.course_family (
      ${audit},
      title varchar(255),
      description varchar(4096),
      path public.ltree not null,
      organization_id uuid not null references public.organization on delete cascade on update restrict,
      unique (organization_id, path)
    )`);
    this.addSql(`create index on public.course_family using gist (path)`);
    this.addSql(`create index on public.course_family (path)`);
    this.addSql(timestamps('course_family'));

    this.addSql(`create table public.course (
      ${audit},
      title varchar(255),
      description varchar(4096),
      path public.ltree not null,
      course_family_id uuid not null references public.course_family on delete cascade on update restrict,
      organization_id uuid not null references public.organization on delete cascade on update restrict,
      version_identifier varchar(2048),
      unique (course_family_id, path)
    )`);
    this.addSql(`create index on public.course (course_family_id)`);
    this.addSql(`create index on public.course (organization_id)`);
    this.addSql(`create index on public.course using gist (path)`);
    this.addSql(`create index on public.course (path)`);

    this.addSql(`create function public.course_derive_organization() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.organization_id = coalesce(
    (select organization_id from public.course_family where id = new.course_family_id), new.organization_id);
  return new;
end
$$`);

    this.addSql(
      `create trigger course_organization before insert on public.course for each row execute function public.course_derive_organization()`,
    );
    this.addSql(timestamps('course'));

    this.addSql(`create table public.execution_backend (
      ${audit},
      type varchar(255) not null,
      slug varchar(255) not null unique check (slug ~ '^[A-Za-z0-9_-]+$')
    )`);
    this.addSql(timestamps('execution_backend'));

    this.addSql(`create table public.course_execution_backend (
      course_id uuid not null references public.course on delete cascade on update restrict,
      execution_backend_id uuid not null references public.execution_backend on delete cascade on update restrict,
      ${linkAudit},
      properties jsonb,
      primary key (course_id, execution_backend_id)
    )`);
    this.addSql(timestamps('course_execution_backend'));
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.course_execution_backend`);
    this.addSql(`drop table public.execution_backend`);
    this.addSql(`drop table public.course`);
    this.addSql(`drop table public.course_family`);
    this.addSql(`drop function public.course_derive_organization()`);
  }
}
