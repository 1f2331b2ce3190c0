import { Migration } from '@mikro-orm/migrations';

/** Extensions, enum types, and the functions that several tables share. */
export class Migration20250901080000_foundation extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create extension if not exists "uuid-ossp" with schema public`);
    this.addSql(`create extension if not exists "pgcrypto" with schema public`);
    this.addSql(`create extension if not exists "ltree" with schema public`);
    this.addSql(`create extension if not exists "citext" with schema public`);

    this.addSql(`create type public.ctutor_color as enum (
      'red', 'orange', 'amber', 'yellow', 'lime', 'green', 'emerald', 'teal', 'cyan', 'sky', 'blue', 'indigo', 'violet',
      'purple', 'fuchsia', 'pink', 'rose'
    )`);
    this.addSql(`create type public.user_type as enum ('user', 'db', 'token')`);
    this.addSql(`create type public.organization_type as enum ('user', 'community', 'organization')`);
    this.addSql(`create type public.ctutor_group_type as enum ('fixed', 'dynamic')`);
    this.addSql(`create type public.codeability_message_type as enum ('note', 'message')`);

    this.addSql(
      `create function public.ctutor_valid_label(value text) returns boolean language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$ select value ~ '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' $$`,
    );
    this.addSql(
      `create function public.ctutor_valid_slug(value text) returns boolean language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$ select value ~ '^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$' $$`,
    );

    this.addSql(`create function public.ctutor_update_timestamps() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('ctutor.preserve_timestamps', true) = 'on' then
    return new;
  end if;
  if tg_op = 'INSERT' then
    new.created_at = now();
  else
    new.created_at = old.created_at;
  end if;
  new.updated_at = now();
  return new;
end
$$`);

    this.addSql(`create function public.ctutor_prevent_builtin_deletion() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rule constant text = tg_table_name || '_builtin_deletion';
begin
  if old.builtin then
    raise exception using errcode = 'check_violation', constraint = rule, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: %s is built in and cannot be deleted', rule, old.id);
  end if;
  return old;
end
$$`);

    this.addSql(`create function public.ctutor_require_submittable_content() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rule constant text = tg_table_name || '_submittable';
begin
  if exists (
    select from public.course_content content
      join public.course_content_type type on type.id = content.course_content_type_id
      join public.course_content_kind kind on kind.id = type.course_content_kind_id
     where content.id = new.course_content_id and not kind.submittable
  ) then
    raise exception using errcode = 'check_violation', constraint = rule, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: course content %s is of a kind that takes no submissions', rule, new.course_content_id);
  end if;
  return new;
end
$$`);
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop function public.ctutor_require_submittable_content()`);
    this.addSql(`drop function public.ctutor_prevent_builtin_deletion()`);
    this.addSql(`drop function public.ctutor_update_timestamps()`);
    this.addSql(`drop function public.ctutor_valid_slug(text)`);
    this.addSql(`drop function public.ctutor_valid_label(text)`);
    this.addSql(`drop type public.codeability_message_type`);
    this.addSql(`drop type public.ctutor_group_type`);
    this.addSql(`drop type public.organization_type`);
    this.addSql(`drop type public.user_type`);
    this.addSql(`drop type public.ctutor_color`);
    // The extensions stay: other things in the database may use them.
  }
}
