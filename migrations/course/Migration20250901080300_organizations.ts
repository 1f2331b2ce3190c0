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

/** The tree of organizations: moving and archiving reach what stands below. */
export class Migration20250901080300_organizations extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create table public.organization (
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
      organization_type public.organization_type not null,
      user_id uuid references public."user" on delete cascade on update restrict,
      path public.ltree not null,
      parent_path public.ltree generated always as (case when public.nlevel(path) > 1 then public.subpath(path, 0, -1) end) stored,
      unique (organization_type, number),
      unique (organization_type, path),
      constraint organization_user_condition check ((user_id is not null) = (organization_type = 'user')),
      constraint organization_title_condition check ((title is null) = (organization_type = 'user')),
      constraint fk_organization_parent foreign key (organization_type, parent_path)
        references public.organization (organization_type, path) on delete cascade on update no action deferrable initially deferred
    )`);

    this.addSql(`create unique index on public.organization (user_id) where user_id is not null`);
    this.addSql(`create index on public.organization (organization_type)`);
    this.addSql(`create index on public.organization using gist (path)`);
    this.addSql(`create index on public.organization (path)`);

    this.addSql(`create function public.organization_derive_user_path() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.user_id is not null then
    new.path = replace(new.user_id::text, '-', '')::public.ltree;
  end if;
  return new;
end
$$`);

    this.addSql(`create function public.organization_check_path() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rule constant text = 'organization_valid_path';
  label text;
begin
  if new.path is null then
    return new;
  end if;
  foreach label in array string_to_array(new.path::text, '.') loop
    if not public.ctutor_valid_label(label) or length(label) > 63 then
      raise exception using errcode = 'check_violation', constraint = rule, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: %L in the path %L is no valid label of at most 63 characters', rule, label, new.path);
    end if;
  end loop;
  if public.nlevel(new.path) = 0 then
    raise exception using errcode = 'check_violation', constraint = rule, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: the path of organization %s is empty', rule, new.id);
  end if;
  if tg_op = 'UPDATE' then
    if new.path operator(public.<@) old.path and new.path operator(public.<>) old.path then
      raise exception using errcode = 'check_violation', constraint = rule, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: %L cannot move below itself, to %L', rule, old.path, new.path);
    end if;
  end if;
  return new;
end
$$`);

    this.addSql(`create function public.organization_move_children() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  move record;
begin
  for move in
    with recursive moves as (
      select o.id, o.organization_type, o.path as was, n.path as now
        from old_rows o join new_rows n on n.id = o.id
       where n.path operator(public.<>) o.path and n.organization_type = o.organization_type
    ), steps as (
      select m.*, 0 as step from moves m
       where not exists (
         select from moves x where x.organization_type = m.organization_type and x.was operator(public.=) m.now
       )
      union all
      select m.*, s.step + 1
        from moves m join steps s on s.organization_type = m.organization_type and s.was operator(public.=) m.now
    )
    select * from steps order by step
  loop
    update public.organization child
       set path = here.path operator(public.||) public.subpath(child.path, -1)
      from public.organization here
     where here.id = move.id
       and child.organization_type = move.organization_type
       and child.path operator(public.<@) move.was and child.parent_path operator(public.=) move.was
       and not exists (
         select from old_rows o
           join new_rows n on n.id = o.id and n.path operator(public.<>) o.path
           join public.organization heir on heir.organization_type = move.organization_type and heir.path operator(public.=) move.was
          where o.id = child.id
       );
  end loop;
  return null;
end
$$`);

    this.addSql(`create function public.organization_archive_descendants() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from old_rows o join new_rows n on n.id = o.id
     where (n.archived_at is null) <> (o.archived_at is null)
  ) then
    return null;
  end if;
  update public.organization descendant
     set archived_at = null
    from old_rows o join new_rows n on n.id = o.id join public.organization here on here.id = n.id
   where o.archived_at is not null and n.archived_at is null
     and descendant.organization_type = here.organization_type
     and descendant.path operator(public.<@) here.path and descendant.id <> here.id
     and descendant.archived_at is not null;
  update public.organization descendant
     set archived_at = nearest.archived_at
    from (
      select distinct on (below.id) below.id, n.archived_at
        from old_rows o join new_rows n on n.id = o.id join public.organization here on here.id = n.id
        join public.organization below on below.organization_type = here.organization_type
         and below.path operator(public.<@) here.path and below.id <> here.id
       where o.archived_at is null and n.archived_at is not null and below.archived_at is null
       order by below.id, public.nlevel(here.path) desc
    ) nearest
   where descendant.id = nearest.id;
  return null;
end
$$`);

    this.addSql(timestamps('organization'));
    this.addSql(
      `create trigger organization_user_path before insert or update on public.organization for each row execute function public.organization_derive_user_path()`,
    );
    this.addSql(
      `create trigger organization_valid_path before insert or update on public.organization for each row execute function public.organization_check_path()`,
    );
    this.addSql(`create trigger organization_children_move after update on public.organization
      referencing old table as old_rows new table as new_rows for each statement execute function public.organization_move_children()`);
    this.addSql(`create trigger organization_descendants_archive after update on public.organization
      referencing old table as old_rows new table as new_rows for each statement execute function public.organization_archive_descendants()`);
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`drop table public.organization`);
    this.addSql(`drop function public.organization_archive_descendants()`);
    this.addSql(`drop function public.organization_move_children()`);
    this.addSql(`drop function public.organization_check_path()`);
    this.addSql(`drop function public.organization_derive_user_path()`);
  }
}
