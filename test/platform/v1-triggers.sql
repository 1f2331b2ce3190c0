-- The triggers of the platform's database, after its tables.

-- It knows no setting by which it would let times be.
create function ctutor_update_timestamps() returns trigger language plpgsql as $$
begin
  new.created_at := case tg_op when 'INSERT' then now() else old.created_at end;
  new.updated_at := now();
  return new;
end $$;

-- A hash is hashed once more.
create function user_before_insert_or_update() returns trigger language plpgsql as $$
begin
  if new.auth_token is not null then
    new.auth_token := crypt(new.auth_token, gen_salt('bf', 12));
  end if;
  return new;
end $$;

create function ctutor_prevent_builtin_deletion() returns trigger language plpgsql as $$
begin
  if not old.builtin then return old; end if;
  raise exception 'a builtin role stays: %', old.id;
end $$;

create function ctutor_check_fixed_group() returns trigger language plpgsql as $$
begin
  if (select type from public."group" where id = new.group_id) is distinct from 'fixed' then
    raise exception 'group_not_fixed';
  end if;
  return new;
end $$;

create function ctutor_prevent_group_type_change() returns trigger language plpgsql as $$
begin
  if old.type = 'fixed' and new.type = 'dynamic'
     and exists (select from public.group_claim where group_id = new.id) then
    raise exception 'group_claim_references_fixed_group';
  end if;
  return new;
end $$;

-- With the hyphens of the id, which labels may have since PostgreSQL 16.
create function organization_before_insert_or_update() returns trigger language plpgsql as $$
begin
  if new.user_id is not null then new.path := text2ltree(new.user_id::text); end if;
  if exists (select from unnest(string_to_array(new.path::text, '.')) as label
              where length(label) > 63 or not public.ctutor_valid_label(label)) then
    raise exception 'organization_valid_path';
  end if;
  return new;
end $$;

create function organization_after_insert_or_update() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then return null; end if;
  if new.path <> old.path then
    update public.organization set path = new.path || subpath(path, nlevel(old.path))
     where organization_type = new.organization_type and path <@ old.path and path <> old.path;
  end if;
  if new.archived_at is distinct from old.archived_at then
    update public.organization set archived_at = new.archived_at
     where organization_type = new.organization_type and path <@ old.path;
  end if;
  return null;
end $$;

create function set_organization_id_from_course_family() returns trigger language plpgsql as $$
begin
  new.organization_id := (select organization_id from public.course_family where id = new.course_family_id);
  return new;
end $$;

create function check_course_content_max_group_size() returns trigger language plpgsql as $$
declare submittable boolean := (
  select kind.submittable
    from public.course_content_type type join public.course_content_kind kind on kind.id = type.course_content_kind_id
   where type.id = new.course_content_type_id);
begin
  new.max_group_size := case when submittable then greatest(new.max_group_size, 1) end;
  return new;
end $$;

create function set_course_id_from_course_content() returns trigger language plpgsql as $$
begin
  new.course_id := (select course_id from public.course_content where id = new.course_content_id);
  return new;
end $$;

create function check_course_content_submittable() returns trigger language plpgsql as $$
begin
  if not coalesce((
    select kind.submittable
      from public.course_content content
      join public.course_content_type type on type.id = content.course_content_type_id
      join public.course_content_kind kind on kind.id = type.course_content_kind_id
     where content.id = new.course_content_id), false)
  then
    raise exception 'the content must be submittable';
  end if;
  return new;
end $$;

create function set_course_content_id_from_course_submission_group() returns trigger language plpgsql as $$
begin
  new.course_content_id :=
    (select course_content_id from public.course_submission_group where id = new.course_submission_group_id);
  return new;
end $$;

create function set_course_id_from_course_member() returns trigger language plpgsql as $$
begin
  new.course_id := (select course_id from public.course_member where id = new.course_member_id);
  return new;
end $$;

create function set_course_content_type_id_from_course_content() returns trigger language plpgsql as $$
begin
  new.course_content_type_id :=
    (select course_content_type_id from public.course_content where id = new.course_content_id);
  return new;
end $$;

do $$
declare named text;
begin
  foreach named in array array['user', 'profile', 'student_profile', 'account', 'session', 'organization', 'group',
    'role_claim', 'group_claim', 'user_role', 'user_group'] loop
    execute format('create trigger update_timestamps before insert or update on %I
      for each row execute function ctutor_update_timestamps()', named);
  end loop;
  foreach named in array array['course_family', 'course', 'execution_backend', 'course_execution_backend',
    'course_role', 'course_group', 'course_member', 'course_content_type', 'course_content', 'course_submission_group',
    'course_submission_group_member', 'result'] loop
    execute format('create trigger update_timestamps before update on %I
      for each row execute function ctutor_update_timestamps()', named);
  end loop;
end $$;

create trigger hash_token before insert or update on "user"
  for each row execute function user_before_insert_or_update();
create trigger keep_builtin before delete on role
  for each row execute function ctutor_prevent_builtin_deletion();
create trigger keep_type before update on "group"
  for each row execute function ctutor_prevent_group_type_change();
create trigger only_fixed before insert or update on group_claim
  for each row execute function ctutor_check_fixed_group();
create trigger check_path before insert or update on organization
  for each row execute function organization_before_insert_or_update();
create trigger move_below after insert or update on organization
  for each row execute function organization_after_insert_or_update();
create trigger take_organization before insert on course
  for each row execute function set_organization_id_from_course_family();
create trigger limit_group before insert or update on course_content
  for each row execute function check_course_content_max_group_size();
create trigger take_course before insert on course_submission_group
  for each row execute function set_course_id_from_course_content();
create trigger only_submittable before insert or update on course_submission_group
  for each row execute function check_course_content_submittable();
create trigger take_content before insert or update on course_submission_group_member
  for each row execute function set_course_content_id_from_course_submission_group();
create trigger take_course before insert or update on course_submission_group_member
  for each row execute function set_course_id_from_course_member();
create trigger only_submittable before insert or update on result
  for each row execute function check_course_content_submittable();
create trigger take_type before insert or update on result
  for each row execute function set_course_content_type_id_from_course_content();
