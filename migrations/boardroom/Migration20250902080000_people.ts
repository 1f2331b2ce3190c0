import { Migration } from '@mikro-orm/migrations';

/** Users, and what sets the time of an update in every table. */
export class Migration20250902080000_people extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create extension if not exists "uuid-ossp" with schema public`);

    this.addSql(`create function public.set_updated_at() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at = now();
  return new;
end
$$`);

    this.addSql(String.raw`create table public.users (
      id uuid primary key default public.uuid_generate_v4(),
      created_at timestamptz not null default now(),
      updated_at timestamptz,
      email varchar(255) not null unique,
      hashed_password varchar(255) not null,
      full_name varchar(255),
      is_active boolean not null default true,
      is_verified boolean not null default false,
      check (email ~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$'),
      check (full_name is null or btrim(full_name) <> '')
    )`);
    this.addSql(`create index on public.users (is_active)`);
    this.addSql(`create index on public.users (created_at)`);
    this.addSql(
      `create trigger users_updated_at before update on public.users for each row execute function public.set_updated_at()`,
    );
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.users`);
    this.addSql(`drop function public.set_updated_at()`);
    // The extension stays: other things in the database may use it.
  }
}
