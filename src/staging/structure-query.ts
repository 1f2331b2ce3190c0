/** Schemas that are the platform's: all but PostgreSQL's and ours. */
export const platformSchemas = `nspname !~ '^pg_' and nspname <> 'information_schema'
  and nspname !~ '^seedbed_(staging$|before_)'`;

const noMember = (catalog: string, oid: string): string => `not exists (
  select from pg_depend e where e.classid = '${catalog}'::regclass and e.objid = ${oid} and e.deptype = 'e')`;

/** Objects of kinds that are seldom used, of which only that they are there is compared. */
const seldom = [
  ['pg_cast', 'oid'],
  ['pg_collation', 'oid'],
  ['pg_conversion', 'oid'],
  ['pg_event_trigger', 'oid'],
  ['pg_foreign_data_wrapper', 'oid'],
  ['pg_foreign_server', 'oid'],
  ['pg_language', 'oid'],
  ['pg_opclass', 'oid'],
  ['pg_operator', 'oid'],
  ['pg_opfamily', 'oid'],
  ['pg_publication', 'oid'],
  ['pg_transform', 'oid'],
  ['pg_ts_config', 'oid'],
  ['pg_ts_dict', 'oid'],
  ['pg_ts_parser', 'oid'],
  ['pg_ts_template', 'oid'],
].map(
  ([catalog = '', oid = '']) => `
select format('%s %s', i.type, i.identity), 'there', null, null
  from ${catalog} o, pg_identify_object('${catalog}'::regclass, o.${oid}, 0) i
 where o.${oid} >= 16384 and ${noMember(catalog, `o.${oid}`)}`,
);

/**
 * What is about the objects of a whole database beside their definitions: a row each, with the statement that
 * makes it so and, for what may be there or not, the one that takes it away; null where it takes more than that.
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
   and coalesce(i.schema, '') !~ '^seedbed_(staging$|before_)'
union all
select format('columns of %s', r.name), string_agg(format('%I %s%s %s %s', attname, attstorage, attcompression,
         coalesce(attstattarget, -1), attoptions), ', ' order by attname), null, null
  from relation r join pg_attribute a on a.attrelid = r.oid and attnum > 0 and not attisdropped
 where relkind <> 'S' group by r.name
union all
select format('storage of %s', name), concat_ws(' ', relreplident::text,
         (select spcname from pg_tablespace t where t.oid = reltablespace), pg_get_partkeydef(oid),
         pg_get_expr(relpartbound, oid)), null, null
  from relation
union all
select format('tablespace of %s', x.oid::regclass), spcname, null, null
  from relation r join pg_index i on i.indrelid = r.oid join pg_class x on x.oid = i.indexrelid
  join pg_tablespace t on t.oid = x.reltablespace
union all
select format('sequence %s', name), format('%s from %s by %s, %s to %s, cache %s, %s', s.seqtypid::regtype, s.seqstart,
         s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle), null, null
  from relation join pg_sequence s on s.seqrelid = oid
union all
select format('type %s', t.oid::regtype), concat_ws(' ', typtype, format_type(typbasetype, typtypmod), typdefault,
         typnotnull,
         (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid),
         (select string_agg(conname || ' ' || pg_get_constraintdef(k.oid), ', ' order by conname)
            from pg_constraint k where k.contypid = t.oid),
         (select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum)
            from pg_attribute where attrelid = typrelid and not attisdropped),
         (select rngsubtype::regtype::text from pg_range where rngtypid = t.oid)), null, null
  from pg_type t join space n on n.oid = typnamespace
 where (typtype in ('e', 'd', 'r') or typtype = 'c' and (select relkind from pg_class where oid = typrelid) = 'c')
   and ${noMember('pg_type', 't.oid')}
union all
select format('version of extension %s', extname), extversion, null, null from pg_extension
union all
select format('statistics %s', stxname), pg_get_statisticsobjdef(oid), null, null from pg_statistic_ext
union all
select format('security label of %s', l.objname), label, null, null from pg_seclabels l
 where l.objtype not in ('database', 'role', 'tablespace')
union all
select format('default grants of %s in %s for %s', pg_get_userbyid(defaclrole), defaclnamespace::regnamespace,
         defaclobjtype), defaclacl::text, null, null
  from pg_default_acl
union all ${seldom.join('\nunion all')}`;
