import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { declaredNames } from './declared-tables.ts';
import { historyTable, historyUnsafe, readStatus } from './migration-status.ts';

/**
 * Refuses a database whose migrations would run what others have left there, or could not run.
 *
 * @throws `history_unsafe`, `extension_elsewhere`; `unmanaged_tables` where other migrations made the tables
 */
export async function requireMigratable(schema: Schema, em: SqlEntityManager): Promise<void> {
  await refuseUnsafeHistory(em);
  const { executed, pending } = await readStatus(schema, em);
  if (executed.length === 0) await refuseUnmanaged(schema, em);
  if (pending.length > 0) await refuseExtensionElsewhere(schema, em);
}

async function refuseUnmanaged(schema: Schema, em: SqlEntityManager): Promise<void> {
  const names = new Set(declaredNames(schema));
  const tables = await em.execute<{ name: string }[]>(
    `select tablename as name from pg_catalog.pg_tables where schemaname = 'public' order by 1`,
  );
  const present = tables.map(({ name }) => name).filter((name) => names.has(name));
  if (present.length > 0) throw unmanagedTables(present);
}

async function refuseExtensionElsewhere(schema: Schema, em: SqlEntityManager): Promise<void> {
  const extensions = await em.execute<{ name: string; schema: string }[]>(
    `select e.extname as name, n.nspname as schema
       from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
      where n.nspname <> 'public' order by 1`,
  );
  const found = extensions.find(({ name }) => schema.extensions.includes(name));
  if (found)
    throw new SeedbedError('extension_elsewhere', {
      message: `The extension "${found.name}" is in the schema "${found.schema}" of this database, and the tables need it in "public".`,
      hint: `Where nothing else needs it there, have its owner run: alter extension "${found.name}" set schema public; or migrate another database.`,
      details: { extension: found.name, schema: found.schema },
    });
}

/** Any role that may create tables could have made it first; the lock keeps it as it is seen. */
export async function refuseUnsafeHistory(em: SqlEntityManager): Promise<void> {
  const [found] = await em.execute<{ exists: boolean }[]>(
    `select pg_catalog.to_regclass('${historyTable}') is not null as exists`,
  );
  if (found?.exists !== true) return;
  await em.execute(`lock table ${historyTable} in row exclusive mode`);
  const [table] = await em.execute<{ safe: boolean }[]>(plainTable);
  if (table?.safe !== true) throw historyUnsafe();
}

// What PostgreSQL itself brings is in no row of pg_depend.
const plainTable = `
with history as (select oid, relkind, relrowsecurity from pg_catalog.pg_class where oid = '${historyTable}'::regclass),
parts (classid, objid) as (
  select 'pg_attrdef'::regclass, d.oid from pg_catalog.pg_attrdef d where d.adrelid in (select oid from history)
  union all
  select 'pg_constraint'::regclass, c.oid from pg_catalog.pg_constraint c where c.conrelid in (select oid from history)
  union all
  select 'pg_class'::regclass, i.indexrelid from pg_catalog.pg_index i where i.indrelid in (select oid from history)
)
select relkind = 'r' and not relrowsecurity
   and not exists (select from pg_catalog.pg_trigger where tgrelid = history.oid)
   and not exists (select from pg_catalog.pg_rewrite where ev_class = history.oid)
   and not exists (
     select from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
      where a.attrelid = history.oid and a.attnum > 0 and not a.attisdropped and t.typnamespace <> 'pg_catalog'::regnamespace)
   and not exists (
     select from parts join pg_catalog.pg_depend d on d.classid = parts.classid and d.objid = parts.objid
      where d.refclassid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass)) as safe
  from history`;

function unmanagedTables(tables: readonly string[]): SeedbedError {
  const some =
    tables.length > 4 ? `${tables.slice(0, 4).join(', ')} and ${tables.length - 4} more` : tables.join(', ');
  return new SeedbedError('unmanaged_tables', {
    message: `The database already has ${tables.length === 1 ? 'the table' : 'the tables'} ${some}, which other migrations made.`,
    details: { tables },
  });
}
