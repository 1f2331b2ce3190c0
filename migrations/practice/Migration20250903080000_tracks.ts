import { Migration } from '@mikro-orm/migrations';

/** Tracks, the sessions of those who practise, and what they hand in. */
export class Migration20250903080000_tracks extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.tracks (
      id uuid primary key,
      slug varchar(255) not null unique,
      subject varchar(255) not null,
      title text not null,
      labels jsonb not null default '[]',
      modules jsonb not null default '[]',
      version varchar(255) not null default 'v1',
      created_at timestamptz not null,
      check (subject in ('coding', 'math', 'systems'))
    )`);
    this.addSql(`create index on public.tracks (subject)`);
    this.addSql(`create index on public.tracks using gin (labels)`);

    this.addSql(`create table public.sessions (
      id uuid primary key,
      user_id uuid not null,
      subject varchar(255) not null,
      mode varchar(255) not null,
      track_id uuid references public.tracks on delete set null on update restrict,
      problem_id varchar(255),
      status varchar(255) not null default 'active',
      last_hint_level int not null default 0,
      started_at timestamptz not null,
      updated_at timestamptz not null,
      check (subject in ('coding', 'math', 'systems')),
      check (mode in ('practice', 'mock', 'track'))
    )`);
    this.addSql(`create index on public.sessions (user_id)`);
    this.addSql(`create index on public.sessions (track_id)`);
    this.addSql(`create index on public.sessions (subject)`);
    this.addSql(`create index on public.sessions (mode)`);
    this.addSql(`create index on public.sessions (user_id, subject)`);

    this.addSql(`create table public.submissions (
      id uuid primary key,
      session_id uuid not null references public.sessions on delete cascade on update restrict,
      user_id uuid not null,
      problem_id varchar(255) not null,
      subject varchar(255) not null,
      language varchar(255),
      status varchar(255) not null,
      visible_passed int not null default 0,
      visible_total int not null default 0,
      hidden_passed int not null default 0,
      hidden_total int not null default 0,
      categories jsonb not null default '[]',
      exec_ms int not null default 0,
      payload_sha256 varchar(64),
      created_at timestamptz not null,
      check (subject in ('coding', 'math', 'systems')),
      check (status in ('passed', 'failed', 'timeout', 'error'))
    )`);
    this.addSql(`create index on public.submissions (session_id)`);
    this.addSql(`create index on public.submissions (user_id)`);
    this.addSql(`create index on public.submissions (problem_id)`);
    this.addSql(`create index on public.submissions (user_id, problem_id)`);
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.submissions`);
    this.addSql(`drop table public.sessions`);
    this.addSql(`drop table public.tracks`);
  }
}
