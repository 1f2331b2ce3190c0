import { Migration } from '@mikro-orm/migrations';

const audit = `id uuid primary key default public.uuid_generate_v4(),
      version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      properties jsonb,
      created_by uuid references public."user" on delete set null on update restrict,
      updated_by uuid references public."user" on delete set null on update restrict`;

const timestamps = (table: string) =>
  `create trigger ${table}_timestamps before insert or update on public."${table}" for each row execute function public.ctutor_update_timestamps()`;

/** Users, their profiles, accounts and sessions. */
export class Migration20250901080100_people extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create sequence public.user_unique_fs_number_seq`);

    this.addSql(`create table public."user" (
      ${audit},
      archived_at timestamptz,
      number varchar(255),
      given_name varchar(255),
      family_name varchar(255),
      email varchar(320),
      user_type public.user_type not null default 'user',
      fs_number bigint not null default nextval('public.user_unique_fs_number_seq'),
      auth_token varchar(512),
      token_expiration timestamptz,
      username varchar(255),
      constraint user_token_condition check (user_type <> 'token' or (auth_token is not null and token_expiration is not null)),
      constraint user_username_condition check (user_type <> 'db' or username is not null)
    )`);

    this.addSql(
      `create unique index user_username_key on public."user" (username) where archived_at is null`,
    );
    this.addSql(`create unique index user_email_key on public."user" (email) where archived_at is null`);
    this.addSql(`create unique index user_number_key on public."user" (number) where archived_at is null`);

    this.addSql(String.raw`create function public.user_hash_auth_token() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.auth_token is null or new.auth_token ~ '^\$2[abxy]\$\d\d\$.{53}$' then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if new.auth_token is not distinct from old.auth_token then
      return new;
    end if;
  end if;
  new.auth_token = public.crypt(new.auth_token::text, public.gen_salt('bf'::text));
  return new;
end
$$`);

    this.addSql(
      `create trigger user_auth_token before insert or update of auth_token on public."user" for each row execute function public.user_hash_auth_token()`,
    );
    this.addSql(timestamps('user'));

    this.addSql(`create table public.profile (
      ${audit},
      avatar_color integer,
      avatar_image varchar(2048),
      nickname varchar(255) unique,
      bio varchar(16384),
      url varchar(2048),
      user_id uuid not null unique references public."user" on delete cascade on update restrict
    )`);
    this.addSql(timestamps('profile'));

    this.addSql(`create table public.student_profile (
      ${audit},
      student_id varchar(255) unique,
      student_email varchar(320) unique,
      user_id uuid not null unique references public."user" on delete cascade on update restrict
    )`);
    this.addSql(timestamps('student_profile'));

    this.addSql(`create table public.account (
      ${audit},
      provider varchar(255) not null,
      type varchar(63) not null,
      provider_account_id varchar(255) not null,
      user_id uuid not null references public."user" on delete cascade on update restrict,
      unique (provider, type, user_id),
      unique (provider, type, provider_account_id)
    )`);
    this.addSql(`create index on public.account (user_id)`);
    this.addSql(timestamps('account'));

    this.addSql(`create table public.session (
      ${audit},
      user_id uuid not null references public."user" on delete cascade on update restrict,
      session_id varchar(1024) not null,
      logout_time timestamptz,
      ip_address inet not null
    )`);
    this.addSql(`create index on public.session (user_id)`);
    this.addSql(timestamps('session'));
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.session`);
    this.addSql(`drop table public.account`);
    this.addSql(`drop table public.student_profile`);
    this.addSql(`drop table public.profile`);
    this.addSql(`drop table public."user"`);
    this.addSql(`drop function public.user_hash_auth_token()`);
    this.addSql(`drop sequence public.user_unique_fs_number_seq`);
  }
}
