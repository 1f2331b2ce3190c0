import { Migration } from '@mikro-orm/migrations';

const audit = `id uuid primary key default public.uuid_generate_v4(),
      version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      properties jsonb,
      created_by uuid references public."user" on delete set null on update restrict,
      updated_by uuid references public."user" on delete set null on update restrict`;

/** Messages about a course or a part of it, and who has read them. */
export class Migration20250901080800_messages extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.codeability_message (
      ${audit},
      type public.codeability_message_type not null,
      sender uuid not null references public."user" on delete cascade on update restrict,
      course_id uuid references public.course on delete cascade on update restrict,
      course_group_id uuid references public.course_group on delete cascade on update restrict,
      course_member_id uuid references public.course_member on delete cascade on update restrict,
      course_content_id uuid references public.course_content on delete cascade on update restrict,
      message varchar(4096) not null
    )`);
    this.addSql(`create index on public.codeability_message (course_id)`);
    this.addSql(`create index on public.codeability_message (course_group_id)`);
    this.addSql(`create index on public.codeability_message (course_member_id)`);
    this.addSql(`create index on public.codeability_message (course_content_id)`);

    this.addSql(`create table public.codeability_message_read (
      message_id uuid not null references public.codeability_message on delete cascade on update restrict,
      user_id uuid not null references public."user" on delete cascade on update restrict,
      read_at timestamptz not null default now(),
      primary key (message_id, user_id)
    )`);
    this.addSql(`create index on public.codeability_message_read (message_id)`);
    this.addSql(`create index on public.codeability_message_read (user_id)`);
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.codeability_message_read`);
    this.addSql(`drop table public.codeability_message`);
  }
}
