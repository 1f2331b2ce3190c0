import { Migration } from '@mikro-orm/migrations';

const record = `id uuid primary key default public.uuid_generate_v4(),
      created_at timestamptz not null default now(),
      updated_at timestamptz`;

const updatedAt = (table: string) =>
  `create trigger ${table}_updated_at before update on public.${table} for each row execute function public.set_updated_at()`;

/** Boardrooms, their sessions, and the threads in them. */
export class Migration20250902080100_rooms extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.boardrooms (
      ${record},
      name varchar(255) not null,
      description text,
      owner_id uuid not null references public.users on delete cascade on update restrict,
      is_active boolean not null default true,
      max_participants int default 10,
      check (btrim(name) <> ''),
      check (max_participants >= 1 and max_participants <= 100)
    )`);
    this.addSql(`create index on public.boardrooms (owner_id)`);
    this.addSql(`create index on public.boardrooms (is_active)`);
    this.addSql(`create index on public.boardrooms (created_at)`);
    this.addSql(updatedAt('boardrooms'));

    this.addSql(`create table public.sessions (
      ${record},
      boardroom_id uuid not null references public.boardrooms on delete cascade on update restrict,
      user_id uuid not null references public.users on delete cascade on update restrict,
      title varchar(255) not null,
      description text,
      status varchar(50) not null default 'active',
      started_at timestamptz,
      ended_at timestamptz,
      check (btrim(title) <> ''),
      check (status in ('active', 'completed', 'paused', 'cancelled')),
      check (ended_at is null or ended_at >= started_at)
    )`);
    this.addSql(`create index on public.sessions (boardroom_id)`);
    this.addSql(`create index on public.sessions (user_id)`);
    this.addSql(`create index on public.sessions (status)`);
    this.addSql(`create index on public.sessions (started_at)`);
    this.addSql(updatedAt('sessions'));

    this.addSql(`create table public.threads (
      ${record},
      session_id uuid not null references public.sessions on delete cascade on update restrict,
      user_id uuid not null references public.users on delete cascade on update restrict,
      title varchar(255) not null,
      content text,
      thread_type varchar(50) not null default 'discussion',
      status varchar(50) not null default 'active',
      priority int default 1,
      check (btrim(title) <> ''),
      check (thread_type in ('discussion', 'decision', 'action_item', 'note')),
      check (status in ('active', 'closed', 'archived')),
      check (priority >= 1 and priority <= 5)
    )`);
    this.addSql(`create index on public.threads (session_id)`);
    this.addSql(`create index on public.threads (user_id)`);
    this.addSql(`create index on public.threads (status)`);
    this.addSql(`create index on public.threads (thread_type)`);
    this.addSql(`create index on public.threads (created_at)`);
    this.addSql(updatedAt('threads'));
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.threads`);
    this.addSql(`drop table public.sessions`);
    this.addSql(`drop table public.boardrooms`);
  }
}
