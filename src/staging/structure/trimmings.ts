import { noMember, platformSchemas } from './platform.ts';

/**
 * Owners, grants and comments of the objects of a database: a row each, with the statement that makes it so and, for
 * what may be there or not, the one that takes it away.
 */
export const trimmingsQuery = `
with space as (select * from pg_namespace where ${platformSchemas}),
relation as (
  select c.*, c.oid::regclass::text as name,
         case c.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view'
           when 'f' then 'foreign table' else 'table' end as kind
    from pg_class c join space n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and ${noMember('pg_class', 'c.oid')}
),
object as (
  select 'schema' as kind, 'schema' as grantable, quote_ident(nspname) as name, nspowner as owner, true as has_owner,
         coalesce(nspacl, acldefault('n', nspowner)) as acl
    from space where ${noMember('pg_namespace', 'oid')}
  union all
  select kind, case relkind when 'S' then 'sequence' else 'table' end, name, relowner,
         relkind <> 'S' or not exists (
           select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = relation.oid
              and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')),
         coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))
    from relation
  union all
  select 'routine', 'routine', p.oid::regprocedure::text, proowner, true, coalesce(proacl, acldefault('f', proowner))
    from pg_proc p join space n on n.oid = pronamespace where ${noMember('pg_proc', 'p.oid')}
  union all
  select 'type', 'type', format_type(t.oid, null), typowner, true, coalesce(typacl, acldefault('T', typowner))
    from pg_type t join space n on n.oid = typnamespace
   where (typtype in ('e', 'd', 'r')
          or typtype = 'c' and (select relkind from pg_class where oid = typrelid) = 'c')
     and ${noMember('pg_type', 't.oid')}
),
granted as (
  select format('%s on %s %s', x.privilege_type, grantable, name) as what, x.*
    from object, aclexplode(acl) x
  union all
  select format('%s (%I) on table %s', x.privilege_type, a.attname, r.name), x.*
    from relation r join pg_attribute a on a.attrelid = r.oid and not a.attisdropped, aclexplode(a.attacl) x
)
select format('owner of %s %s', kind, name) as object, pg_get_userbyid(owner)::text as definition,
       format('alter %s %s owner to %I', kind, name, pg_get_userbyid(owner)) as make, null as unmake
  from object where has_owner
union all
select format('grant of %s to %s%s', what, role.name, case when is_grantable then ' with grant option' end), 'given',
       format('grant %s to %s%s', what, role.name, case when is_grantable then ' with grant option' end),
       format('revoke %s from %s', what, role.name)
  from granted
 cross join lateral (
   select case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end as name) role
union all
select format('comment on %s %s', i.type, i.identity), d.description,
       format('comment on %s %s is %L', kind.name, i.identity, d.description),
       format('comment on %s %s is null', kind.name, i.identity)
  from pg_description d
 cross join lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) i
 cross join lateral (select case i.type when 'table column' then 'column' when 'view column' then 'column'
   when 'materialized view column' then 'column' when 'composite type column' then 'column'
   when 'table constraint' then 'constraint' when 'statistics object' then 'statistics' else i.type end as name) kind
 where (d.objoid >= 16384 or d.objoid = 'public'::regnamespace) and i.type <> 'domain constraint'
   and coalesce(i.schema, i.identity) !~ '^seedbed_(staging$|before_|undone_)'`;
