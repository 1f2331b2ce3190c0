/**
 * One statement. Objects in `public` are called by their full name and with their exact types: a role that may create
 * things there could offer a better match otherwise.
 */
const plpgsql = (name: string, body: string) =>
  `create function public.${name}() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$\n${body.trim()}\n$$`;

/** A predicate on text. */
const predicate = (name: string, pattern: string) =>
  `create function public.${name}(value text) returns boolean language sql immutable parallel safe` +
  ` set search_path = pg_catalog, pg_temp as $$ select value ~ '${pattern}' $$`;

/** A refusal by a rule's own name, which `pg` reports as `error.constraint`. */
const refuse = (rule: string, message: string, values: string) =>
  `raise exception using errcode = 'check_violation', constraint = ${rule}, schema = tg_table_schema, table = tg_table_name,
      message = format('%s: ${message}', ${rule}, ${values});`;

const validation = [
  predicate('ctutor_valid_label', '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'),
  predicate('ctutor_valid_slug', '^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$'),
];

const shared = [
  plpgsql(
    'ctutor_update_timestamps',
    `
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
end`,
  ),
  plpgsql(
    'ctutor_prevent_builtin_deletion',
    `
declare
  rule constant text = tg_table_name || '_builtin_deletion';
begin
  if old.builtin then
    ${refuse('rule', '%s is built in and cannot be deleted', 'old.id')}
  end if;
  return old;
end`,
  ),
  // A content that does not exist is the foreign key's business.
  plpgsql(
    'ctutor_require_submittable_content',
    `
declare
  rule constant text = tg_table_name || '_submittable';
begin
  if exists (
    select from public.course_content content
      join public.course_content_type type on type.id = content.course_content_type_id
      join public.course_content_kind kind on kind.id = type.course_content_kind_id
     where content.id = new.course_content_id and not kind.submittable
  ) then
    ${refuse('rule', 'course content %s is of a kind that takes no submissions', 'new.course_content_id')}
  end if;
  return new;
end`,
  ),
];

const people = [
  plpgsql(
    'user_hash_auth_token',
    String.raw`
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
end`,
  ),
];

const access = [
  plpgsql(
    'group_keep_fixed_with_claims',
    `
begin
  if new.type is distinct from 'fixed' and exists (select from public.group_claim where group_id = new.id) then
    ${refuse(`'group_claim_references_fixed_group'`, 'group %s has claims and has to stay fixed', 'new.id')}
  end if;
  return new;
end`,
  ),
  // The lock makes a concurrent change of the type wait until the claim is there to be seen.
  plpgsql(
    'group_claim_require_fixed_group',
    `
begin
  perform from public."group" where id = new.group_id and type is distinct from 'fixed' for share;
  if found then
    ${refuse(`'group_not_fixed'`, 'group %s is not fixed and can have no claims', 'new.group_id')}
  end if;
  return new;
end`,
  ),
];

const derivedFromParents = [
  plpgsql(
    'course_derive_organization',
    `
begin
  new.organization_id = coalesce(
    (select organization_id from public.course_family where id = new.course_family_id), new.organization_id);
  return new;
end`,
  ),
  plpgsql(
    'course_content_derive_group_size',
    `
declare
  submittable boolean;
begin
  select kind.submittable into submittable
    from public.course_content_type type join public.course_content_kind kind on kind.id = type.course_content_kind_id
   where type.id = new.course_content_type_id;
  if submittable then
    new.max_group_size = greatest(new.max_group_size, 1);
  elsif not submittable then
    new.max_group_size = null;
  end if;
  return new;
end`,
  ),
  plpgsql(
    'course_submission_group_derive_course',
    `
begin
  new.course_id = coalesce(
    (select course_id from public.course_content where id = new.course_content_id), new.course_id);
  return new;
end`,
  ),
  plpgsql(
    'course_submission_group_member_derive_parents',
    `
begin
  new.course_content_id = coalesce(
    (select course_content_id from public.course_submission_group where id = new.course_submission_group_id),
    new.course_content_id);
  new.course_id = coalesce(
    (select course_id from public.course_member where id = new.course_member_id), new.course_id);
  return new;
end`,
  ),
  plpgsql(
    'result_derive_content_type',
    `
begin
  new.course_content_type_id = coalesce(
    (select course_content_type_id from public.course_content where id = new.course_content_id),
    new.course_content_type_id);
  return new;
end`,
  ),
];

const organizations = [
  plpgsql(
    'organization_derive_user_path',
    `
begin
  if new.user_id is not null then
    new.path = replace(new.user_id::text, '-', '')::public.ltree;
  end if;
  return new;
end`,
  ),
  plpgsql(
    'organization_check_path',
    `
declare
  rule constant text = 'organization_valid_path';
  label text;
begin
  if new.path is null then
    return new;
  end if;
  foreach label in array string_to_array(new.path::text, '.') loop
    if not public.ctutor_valid_label(label) or length(label) > 63 then
      ${refuse('rule', '%L in the path %L is no valid label of at most 63 characters', 'label, new.path')}
    end if;
  end loop;
  if public.nlevel(new.path) = 0 then
    ${refuse('rule', 'the path of organization %s is empty', 'new.id')}
  end if;
  if tg_op = 'UPDATE' then
    if new.path operator(public.<@) old.path and new.path operator(public.<>) old.path then
      ${refuse('rule', '%L cannot move below itself, to %L', 'old.path, new.path')}
    end if;
  end if;
  return new;
end`,
  ),
  // The row that leaves a place is followed before another one takes it, to where it stands by now: an earlier
  // step may have taken it along. Rows that the statement itself moved below a place with an heir stay
  // there. Updating the children fires the trigger again, for theirs.
  plpgsql(
    'organization_move_children',
    `
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
end`,
  ),
  // Restores first, so that nothing stays alive below what the same statement archives.
  plpgsql(
    'organization_archive_descendants',
    `
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
end`,
  ),
];

/** The functions of the course schema, in an order that can be run. */
export const functions: readonly string[] = [
  ...validation,
  ...shared,
  ...people,
  ...access,
  ...organizations,
  ...derivedFromParents,
];
