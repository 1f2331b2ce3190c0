/** The connected role and those that it is a member of. Of a superuser they are not all: a stranger's stays a stranger's. */
export const ourRoles = `ours (oid) as (
  select oid from pg_roles where rolname = current_user
   union select m.roleid from pg_auth_members m join ours on m.member = ours.oid)`;
