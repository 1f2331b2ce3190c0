import { Migration } from '@mikro-orm/migrations';

const audit = `id uuid primary key default uuid_generate_v4(),
      version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      properties jsonb,
      created_by uuid references "user" on delete set null on update restrict,
      updated_by uuid references "user" on delete set null on update restrict`;

const timestamps = (table: string) =>
  `create trigger ${table}_timestamps before insert or update on "${table}" for each row execute function ctutor_update_timestamps()`;

/** The tree of organizations: moving and archiving reach what stands below. */
export class Migration20250901080300_organizations extends Migration {
  override up(): void {
    this.addSql(`create table organization (
      ${audit},
      number varchar(255),
      title varchar(255),
      description varchar(4096),
      archived_at timestamptz,
      email varchar(320),
      telephone varchar(255),
      fax_number varchar(255),
      url varchar(2048),
      postal_code varchar(255),
      locality varchar(255),
      region varchar(255),
      country varchar(255),
      street_address varchar(1024),
      organization_type organization_type not null,
      user_id uuid references "user" on delete cascade on update restrict,
      path ltree not null,
      parent_path ltree generated always as (case when nlevel(path) > 1 then subpath(path, 0, -1) end) stored,
      unique (organization_type, number),
      unique (organization_type, path),
      constraint organization_user_condition check ((user_id is not null) = (organization_type = 'user')),
      constraint organization_title_condition check ((title is null) = (organization_type = 'user')),
      constraint fk_organization_parent foreign key (organization_type, parent_path)
        references organization (organization_type, path) on delete cascade on update no action deferrable initially deferred
    )`);

    this.addSql(`create unique index on organization (user_id) where user_id is not null`);
    this.addSql(`create index on organization (organization_type)`);
    this.addSql(`create index on organization using gist (path)`);
    this.addSql(`create index on organization (path)`);

    this.addSql(`create function organization_derive_user_path() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.user_id is not null then
    new.path = replace(new.user_id::text, '-', '')::ltree;
  end if;
  return new;
end
$$`);

    this.addSql(`create function organization_check_path() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  rule constant text = 'organization_valid_path';
  label text;
begin
  if new.path is null then
    return new;
  end if;
  foreach label in array string_to_array(new.path::text, '.') loop
    if not ctutor_valid_label(label) or length(label) > 63 then
      raise exception using errcode = 'check_violation', constraint = rule, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: %L in the path %L is no valid label of at most 63 characters', rule, label, new.path);
    end if;
  end loop;
  if nlevel(new.path) = 0 then
    raise exception using errcode = 'check_violation', constraint = rule, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: the path of organization %s is empty', rule, new.id);
  end if;
  if tg_op = 'UPDATE' then
    if new.path <@ old.path and new.path <> old.path then
      raise exception using errcode = 'check_violation', constraint = rule, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: %L cannot move below itself, to %L', rule, old.path, new.path);
    end if;
  end if;
  return new;
end
$$`);

    this.addSql(`create function organization_move_children() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  move record;
begin
  for move in
    with recursive moves as (
      select o.id, o.organization_type, o.path as was, n.path as now
        from old_rows o join new_rows n on n.id = o.id
       where n.path <> o.path and n.organization_type = o.organization_type
    ), steps as (
      select m.*, 0 as step from moves m
       where not exists (
         select from moves x where x.organization_type = m.organization_type and x.was = m.now
       )
      union all
      select m.*, s.step + 1
        from moves m join steps s on s.organization_type = m.organization_type and s.was = m.now
    )
    select * from steps order by step
  loop
    update organization child
       set path = here.path || subpath(child.path, -1)
      from organization here
     where here.id = move.id
       and child.organization_type = move.organization_type
       and child.path <@ move.was and child.parent_path = move.was
       and not exists (
         select from old_rows o
           join new_rows n on n.id = o.id and n.path <> o.path
           join organization heir on heir.organization_type = move.organization_type and heir.path = move.was
          where o.id = child.id
       );
  end loop;
  return null;
end
$$`);

    this.addSql(`create function organization_archive_descendants() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (
    select from old_rows o join new_rows n on n.id = o.id
     where (n.archived_at is null) <> (o.archived_at is null)
  ) then
    return null;
  end if;
  update organization descendant
     set archived_at = null
    from old_rows o join new_rows n on n.id = o.id join organization here on here.id = n.id
   where o.archived_at is not null and n.archived_at is null
     and descendant.organization_type = here.organization_type
     and descendant.path <@ here.path and descendant.id <> here.id
     and descendant.archived_at is not null;
  update organization descendant
     set archived_at = nearest.archived_at
    from (
      select distinct on (below.id) below.id, n.archived_at
        from old_rows o join new_rows n on n.id = o.id join organization here on here.id = n.id
        join organization below on below.organization_type = here.organization_type
         and below.path <@ here.path and below.id <> here.id
       where o.archived_at is null and n.archived_at is not null and below.archived_at is null
       order by below.id, nlevel(here.path) desc
    ) nearest
   where descendant.id = nearest.id;
  return null;
end
$$`);

    this.addSql(timestamps('organization'));
    this.addSql(
      `create trigger organization_user_path before insert or update on organization for each row execute function organization_derive_user_path()`,
    );
    this.addSql(
      `create trigger organization_valid_path before insert or update on organization for each row execute function organization_check_path()`,
    );
    this.addSql(`create trigger organization_children_move after update on organization
      referencing old table as old_rows new table as new_rows for each statement execute function organization_move_children()`);
    this.addSql(`create trigger organization_descendants_archive after update on organization
      referencing old table as old_rows new table as new_rows for each statement execute function organization_archive_descendants()`);
  }

  override down(): void {
    this.addSql(`drop table organization`);
    this.addSql(`drop function organization_archive_descendants`);
    this.addSql(`drop function organization_move_children`);
    this.addSql(`drop function organization_check_path`);
    this.addSql(`drop function organization_derive_user_path`);
  }
}
