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
  `create trigger ${table}_timestamps before insert or update on public."${table}" for each row execute function public.ctutor_update_timestamps()`;

/** Roles and groups, their claims, and who has them. */
export class Migration20250901080200_access extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.role (
      id varchar(255) primary key,
      title varchar(255),
      description varchar(4096),
      builtin boolean not null default false,
      constraint builtin_id_must_start_with_underscore check (not builtin or left(id, 1) = '_'),
      constraint id_label_valid check (public.ctutor_valid_slug(case when builtin then substr(id, 2) else id::text end))
    )`);
    this.addSql(
      `create trigger role_builtin_deletion before delete on public.role for each row execute function public.ctutor_prevent_builtin_deletion()`,
    );
    this.addSql(`insert into public.role (id, title, builtin) values
      ('_admin', 'Administrator', true),
      ('_user_manager', 'User Manager', true),
      ('_organization_manager', 'Organization Manager', true)`);

    this.addSql(`create table public.role_claim (
      role_id varchar(50) not null references public.role on delete cascade on update restrict,
      claim_type varchar(255) not null,
      claim_value varchar(255) not null,
      ${linkAudit},
      properties jsonb,
      primary key (role_id, claim_type, claim_value)
    )`);
    this.addSql(timestamps('role_claim'));

    this.addSql(`create table public.user_role (
      user_id uuid not null references public."user" on delete cascade on update restrict,
      role_id varchar(255) not null references public.role on delete restrict on update cascade,
      transient boolean not null default false,
      ${linkAudit},
      primary key (user_id, role_id)
    )`);
    this.addSql(timestamps('user_role'));

    this.addSql(`create table public."group" (
      ${audit},
      title varchar(255),
      description varchar(4096),
      slug varchar(255) not null,
      type public.ctutor_group_type default 'fixed',
      constraint slug_valid check (public.ctutor_valid_slug(slug::text))
    )`);

    this.addSql(`create function public.group_keep_fixed_with_claims() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.type is distinct from 'fixed' and exists (select from public.group_claim where group_id = new.id) then
    raise exception using errcode = 'check_violation', constraint = 'group_claim_references_fixed_group', schema = tg_table_schema, table = tg_table_name,
      message = format('%s: group %s has claims and has to stay fixed', 'group_claim_references_fixed_group', new.id);
  end if;
  return new;
end
$$`);

    this.addSql(
      `create trigger group_claim_references_fixed_group before update of type on public."group" for each row execute function public.group_keep_fixed_with_claims()`,
    );
    this.addSql(timestamps('group'));

    this.addSql(`create table public.group_claim (
      group_id uuid not null references public."group" on delete cascade on update restrict,
      claim_type varchar(255) not null,
      claim_value varchar(255) not null,
      ${linkAudit},
      properties jsonb,
      primary key (group_id, claim_type, claim_value)
    )`);

    this.addSql(`create function public.group_claim_require_fixed_group() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from public."group" where id = new.group_id and type is distinct from 'fixed' for share;
  if found then
    raise exception using errcode = 'check_violation', constraint = 'group_not_fixed', schema = tg_table_schema, table = tg_table_name,
      message = format('%s: group %s is not fixed and can have no claims', 'group_not_fixed', new.group_id);
  end if;
  return new;
end
$$`);

    this.addSql(
      `create trigger group_not_fixed before insert or update of group_id on public.group_claim for each row execute function public.group_claim_require_fixed_group()`,
    );
    this.addSql(timestamps('group_claim'));

    this.addSql(`create table public.user_group (
      user_id uuid not null references public."user" on delete cascade on update restrict,
      group_id uuid not null references public."group" on delete restrict on update cascade,
      transient boolean not null default false,
      ${linkAudit},
      primary key (user_id, group_id)
    )`);
    this.addSql(timestamps('user_group'));
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.user_group`);
    this.addSql(`drop table public.group_claim`);
    this.addSql(`drop table public."group"`);
    this.addSql(`drop table public.user_role`);
    this.addSql(`drop table public.role_claim`);
    this.addSql(`drop table public.role`);
    this.addSql(`drop function public.group_claim_require_fixed_group()`);
    this.addSql(`drop function public.group_keep_fixed_with_claims()`);
  }
}
