import { Migration } from '@mikro-orm/migrations';

const audit = `id uuid primary key default uuid_generate_v4(),
      version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      properties jsonb,
      created_by uuid references "user" on delete set null on update restrict,
      updated_by uuid references "user" on delete set null on update restrict`;

const linkAudit = `version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      created_by uuid,
      updated_by uuid`;

const timestamps = (table: string) =>
  `create trigger ${table}_timestamps before insert or update on "${table}" for each row execute function ctutor_update_timestamps()`;

/** Roles and groups, their claims, and who has them. */
export class Migration20250901080200_access extends Migration {
  override up(): void {
    this.addSql(`create table role (
      id varchar(255) primary key,
      title varchar(255),
      description varchar(4096),
      builtin boolean not null default false,
      constraint builtin_id_must_start_with_underscore check (not builtin or left(id, 1) = '_'),
      constraint id_label_valid check (ctutor_valid_slug(case when builtin then substr(id, 2) else id end))
    )`);
    this.addSql(
      `create trigger role_builtin_deletion before delete on role for each row execute function ctutor_prevent_builtin_deletion()`,
    );
    this.addSql(`insert into role (id, title, builtin) values
      ('_admin', 'Administrator', true),
      ('_user_manager', 'User Manager', true),
      ('_organization_manager', 'Organization Manager', true)`);

    this.addSql(`create table role_claim (
      role_id varchar(50) not null references role on delete cascade on update restrict,
      claim_type varchar(255) not null,
      claim_value varchar(255) not null,
      ${linkAudit},
      properties jsonb,
      primary key (role_id, claim_type, claim_value)
    )`);
    this.addSql(timestamps('role_claim'));

    this.addSql(`create table user_role (
      user_id uuid not null references "user" on delete cascade on update restrict,
      role_id varchar(255) not null references role on delete restrict on update cascade,
      transient boolean not null default false,
      ${linkAudit},
      primary key (user_id, role_id)
    )`);
    this.addSql(timestamps('user_role'));

    this.addSql(`create table "group" (
      ${audit},
      title varchar(255),
      description varchar(4096),
      slug varchar(255) not null,
      type ctutor_group_type default 'fixed',
      constraint slug_valid check (ctutor_valid_slug(slug))
    )`);

    this.addSql(`create function group_keep_fixed_with_claims() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.type is distinct from 'fixed' and exists (select from group_claim where group_id = new.id) then
    raise exception using errcode = 'check_violation', constraint = 'group_claim_references_fixed_group', schema = tg_table_schema, table = tg_table_name,
      message = format('%s: group %s has claims and has to stay fixed', 'group_claim_references_fixed_group', new.id);
  end if;
  return new;
end
$$`);

    this.addSql(
      `create trigger group_claim_references_fixed_group before update of type on "group" for each row execute function group_keep_fixed_with_claims()`,
    );
    this.addSql(timestamps('group'));

    this.addSql(`create table group_claim (
      group_id uuid not null references "group" on delete cascade on update restrict,
      claim_type varchar(255) not null,
      claim_value varchar(255) not null,
      ${linkAudit},
      properties jsonb,
      primary key (group_id, claim_type, claim_value)
    )`);

    this.addSql(`create function group_claim_require_fixed_group() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform from "group" where id = new.group_id and type is distinct from 'fixed' for share;
  if found then
    raise exception using errcode = 'check_violation', constraint = 'group_not_fixed', schema = tg_table_schema, table = tg_table_name,
      message = format('%s: group %s is not fixed and can have no claims', 'group_not_fixed', new.group_id);
  end if;
  return new;
end
$$`);

    this.addSql(
      `create trigger group_not_fixed before insert or update of group_id on group_claim for each row execute function group_claim_require_fixed_group()`,
    );
    this.addSql(timestamps('group_claim'));

    this.addSql(`create table user_group (
      user_id uuid not null references "user" on delete cascade on update restrict,
      group_id uuid not null references "group" on delete restrict on update cascade,
      transient boolean not null default false,
      ${linkAudit},
      primary key (user_id, group_id)
    )`);
    this.addSql(timestamps('user_group'));
  }

  override down(): void {
    this.addSql(`drop table user_group`);
    this.addSql(`drop table group_claim`);
    this.addSql(`drop table "group"`);
    this.addSql(`drop table user_role`);
    this.addSql(`drop table role_claim`);
    this.addSql(`drop table role`);
    this.addSql(`drop function group_claim_require_fixed_group`);
    this.addSql(`drop function group_keep_fixed_with_claims`);
  }
}
