import type pg from 'pg';
import { queryPrinted } from '../../database/printed.ts';
import { isOwnFunction } from '../../entities/own-functions.ts';
import type { Schema } from '../../entities/schema.ts';
import { nameOfClass } from '../../entities/table-name.ts';
import { tablesOf } from '../table.ts';

/**
 * Why the indexes and keys of some tables cannot be taken away and made again; empty where they can.
 *
 * @example await obstacles(client, courseSchema) // ['table "user" belongs to another role']
 */
export async function obstacles(client: pg.ClientBase, schema: Schema): Promise<readonly string[]> {
  const tables = tablesOf(schema).map(({ name }) => name);
  const rows = await queryPrinted<{ reason: string }>(client, query, [tables]);
  const triggers = await queryPrinted<Trigger>(client, triggerQuery, [tables]);
  // What the schema's own functions do is among its rules.
  const unknown = triggers.filter(({ source }) => !isOwnFunction(schema, source));
  const byTable = [...Map.groupBy(unknown, ({ table }) => table)].map(([table, some]) => {
    const what = some.length === 1 ? 'a trigger that is not known' : 'triggers that are not known';
    return `table "${table}" has ${what}: ${some.map(({ name }) => name).join(', ')}`;
  });
  return [...rows.map(({ reason }) => reason), ...byTable].sort();
}

interface Trigger {
  readonly table: string;
  readonly name: string;
  /** The source of its function. */
  readonly source: string;
}

const query = `
with own as (
  select c.*, ${nameOfClass('c')} as called from pg_class c
   where ${nameOfClass('c')} = any ($1)
)
select format('table "%s" is no plain table', called) as reason from own where relkind <> 'r'
union all
select format('table "%s" belongs to another role', called) from own where not pg_has_role(relowner, 'usage')
union all
select format('"%s" refers to "%s"', k.conrelid::regclass, own.called)
  from own join pg_constraint k on k.confrelid = own.oid and k.contype = 'f'
 where k.conrelid not in (select oid from own)
union all
select format('index "%s" of "%s" is not valid', x.indexrelid::regclass, own.called)
  from own join pg_index x on x.indrelid = own.oid and not x.indisvalid
union all
select distinct format('%s "%s" depends on "%s"', case v.relkind when 'm' then 'materialized view' else 'view' end,
       v.relname, own.called)
  from own join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = own.oid
  join pg_rewrite w on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
  join pg_class v on v.oid = w.ev_class and v.oid <> own.oid
 where v.relkind = 'm'
union all
select format('publication "%s" has "%s"', p.pubname, own.called)
  from pg_publication_tables p
  join own on own.relname = p.tablename and own.relnamespace = (select oid from pg_namespace where nspname = p.schemaname)
order by 1`;

const triggerQuery = `
select ${nameOfClass('c')} as table, t.tgname as name, p.prosrc as source
  from pg_class c join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D'
  join pg_proc p on p.oid = t.tgfoid
 where ${nameOfClass('c')} = any ($1)
 order by c.relname, t.tgname`;
