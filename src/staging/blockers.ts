import type pg from 'pg';
import { askOn } from '../database/ask.ts';
import { isDatabaseError } from '../database/database-error.ts';
import type { Schema } from '../entities/schema.ts';
import { mayChange } from '../load/sent-rows.ts';
import type { RowKeys } from '../load/staying.ts';
import { tablesOf } from '../load/table.ts';
import { longestName } from './backups.ts';
import { blockersOfCarrying } from './carry/blockers.ts';
import { type ExclusiveSession, maintenanceDatabase } from './exclusive-session.ts';
import { affectedTables, platformTables } from './platform-tables.ts';
import { preparedIn } from './prepared.ts';

/** Why a database cannot be replaced by another one, a line each; empty where it can. */
export async function blockersOfRename(
  {
    target,
    maintenance,
    confinement,
    name,
  }: Pick<ExclusiveSession, 'target' | 'maintenance' | 'confinement' | 'name'>,
  schema: Schema,
  baseline: RowKeys,
): Promise<readonly string[]> {
  const { rows: outer } = await maintenance.query<{ reason: string }>(outerBlockers, [name]);
  const { rows: inner } = await target.query<{ reason: string }>(innerBlockers);
  const long =
    Buffer.byteLength(name) > longestName
      ? [`its name has more than ${longestName} bytes, and others could not be called after it`]
      : [];
  const confined = confinement
    ? [
        `databases are renamed from the database "${maintenanceDatabase()}", and there: ${confinement.details.answer}`,
      ]
    : [];
  const central = name === maintenanceDatabase() ? ['it is the one that others are renamed from'] : [];
  const bound = await boundTo(maintenance, name);
  const locks = await blockersOfLocks(target, schema);
  // Rows that may not be read cannot be looked at.
  const rows = locks.length === 0 ? await blockersOfCarrying(target, schema, baseline) : [];
  return [
    ...long,
    ...confined,
    ...central,
    ...[...outer, ...inner].map(({ reason }) => reason),
    ...bound,
    ...locks,
    ...rows,
  ];
}

/** Why the rows of a database cannot be replaced in place, a line each; empty where they can. */
export async function blockersInPlace(target: pg.ClientBase, schema: Schema): Promise<readonly string[]> {
  const { rows } = await target.query<{ reason: string }>(
    `select format('the role "%s" may not create a schema in it (grant create on database …)', current_user) as reason
      where not has_database_privilege(current_database(), 'create')
     union all
     select format('the role "%s" may not create temporary tables in it (grant temporary on database …)', current_user)
      where $1 and not has_database_privilege(current_database(), 'temporary')`,
    // By which the rows that arrive are compared with those that were sent.
    [await mayChange(askOn(target), tablesOf(schema))],
  );
  const locks = await blockersOfLocks(target, schema);
  const reasons = [...rows.map(({ reason }) => reason), ...locks];
  if (locks.length > 0) return reasons;
  for (const { name, columns, isOwn } of await affectedTables(target, schema)) {
    const list = columns.join(', ');
    const statements = [
      `select ${list} from only ${name}`,
      ...(isOwn
        ? [
            `delete from only ${name}`,
            `insert into ${name} (${list}) overriding system value select ${list} from only ${name}`,
          ]
        : []),
    ];
    for (const statement of statements) reasons.push(...(await refusalOf(target, statement, name)));
  }
  return reasons;
}

/** What PostgreSQL has against a statement, which is planned and not run: rights, policies, replica identity. */
async function refusalOf(
  client: pg.ClientBase,
  statement: string,
  table: string,
): Promise<readonly string[]> {
  try {
    await client.query(`explain ${statement}`);
    return [];
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    return [`${table}: ${error.message}${error.detail ? ` (${error.detail})` : ''}`];
  }
}

/** Tables that may not be locked, so that others could write them while their rows are kept or taken over. */
async function blockersOfLocks(target: pg.ClientBase, schema: Schema): Promise<readonly string[]> {
  const oids = (await platformTables(target, schema)).map(({ oid }) => oid);
  const { rows } = await target.query<{ reason: string }>(
    `select format('the role "%s" may not %s', current_user,
              case when has_schema_privilege(n.oid, 'usage') then format('write the table %s', c.oid::regclass)
                else format('use the schema %I, where the table %I is', nspname, relname) end) as reason
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.oid = any ($1::oid[])
        and not (has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'update, delete, truncate'))
      order by 1`,
    [oids],
  );
  return rows.map(({ reason }) => reason);
}

/** What goes by the database's OID, and would stay with the old one. */
export async function boundTo(maintenance: pg.ClientBase, name: string): Promise<readonly string[]> {
  const { rows } = await maintenance.query<{ reason: string }>(
    `select format('the replication slot "%s" is for it', slot_name) as reason from pg_replication_slots where database = $1
     union all
     select format('the subscription "%s" is in it', subname) from pg_subscription
      where subdbid = (select oid from pg_database where datname = $1)`,
    [name],
  );
  return [...(await preparedIn(maintenance, name)), ...rows.map(({ reason }) => reason)];
}

const outerBlockers = `
with here as (select * from pg_database where datname = $1),
me as (select * from pg_roles where rolname = current_user)
select format('the role "%s" may not create databases (alter role … createdb)', rolname) as reason
  from me where not (rolcreatedb or rolsuper)
union all
select format('the database belongs to the role "%s"', pg_get_userbyid(datdba))
  from here where not pg_has_role(datdba, 'usage')
union all
select distinct format('the role "%s" has sessions in it that "%s" may not see into and end (grant pg_read_all_stats, '
       'pg_signal_backend to …)', usename, current_user)
  from pg_stat_activity join here on datid = here.oid
  join pg_roles r on r.oid = usesysid
 where not (select rolsuper from me)
   and (r.rolsuper or not (pg_has_role(usesysid, 'usage')
     or pg_has_role('pg_signal_backend', 'usage') and pg_has_role('pg_read_all_stats', 'usage')))`;

// Options of a user mapping are shown to whom pg_user_mappings shows them; pg_dump would leave the others out.
const innerBlockers = `
select 'it has large objects' as reason where exists (select from pg_largeobject_metadata)
union all
select format('the extension "%s" keeps rows of its own', extname) from pg_extension where extconfig is not null
union all
select format('the options of the user mapping of "%s" for the server "%s" cannot be read by "%s"', usename, m.srvname,
       current_user)
  from pg_user_mappings m join pg_foreign_server s on s.oid = m.srvid
 where not (select rolsuper from pg_roles where rolname = current_user)
   and not case when umuser = 0 then pg_has_role(srvowner, 'usage')
     else usename = current_user and (pg_has_role(srvowner, 'usage') or has_server_privilege(s.oid, 'usage')) end`;
