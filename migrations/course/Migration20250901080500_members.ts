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

/** Who takes part in a course, and as what. */
export class Migration20250901080500_members extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.course_role (
      id varchar(255) primary key,
      title varchar(255),
      description varchar(4096)
    )`);
    this.addSql(`insert into public.course_role (id, title) values
      ('_owner', 'Owner'), ('_maintainer', 'Maintainer'), ('_study_assistant', 'Study Assistant'), ('_student', 'Student')`);

    this.addSql(`create table public.course_group (
      ${audit},
      title varchar(255),
      description varchar(4096),
      course_id uuid not null references public.course on delete cascade on update restrict,
      unique (course_id, title),
      unique (course_id, id)
    )`);
    this.addSql(timestamps('course_group'));

    this.addSql(`create table public.course_member (
      ${audit},
      user_id uuid not null references public."user" on delete cascade on update restrict,
      course_id uuid not null references public.course on delete cascade on update restrict,
      course_group_id uuid references public.course_group on delete restrict on update restrict,
      course_role_id varchar(255) not null references public.course_role on delete cascade on update restrict,
      foreign key (course_id, course_group_id) references public.course_group (course_id, id) on delete restrict on update restrict,
      constraint course_member_student_valid check (course_role_id <> '_student' or course_group_id is not null),
      unique (user_id, course_id)
    )`);
    this.addSql(`create index on public.course_member (course_id)`);
    this.addSql(`create index on public.course_member (course_group_id)`);
    this.addSql(timestamps('course_member'));
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.course_member`);
    this.addSql(`drop table public.course_group`);
    this.addSql(`drop table public.course_role`);
  }
}
