import type pg from 'pg';
import { queryPrinted } from '../database/printed.ts';
import { RESET_LOCK_TIMEOUT_MS } from '../database/timeouts.ts';
import type { Schema } from '../entities/schema.ts';
import { platformTables } from './platform-tables.ts';
import { tablesInUse } from './tables-in-use.ts';

/** Describes a prepared transaction `p` with the statements that end it: no session has it any more. */
export const describePrepared = `pg_catalog.format('the transaction %L of the role "%s" is prepared in the database "%s" '
  'since %s (commit prepared %1$L or rollback prepared %1$L, there)', p.gid, p.owner, p.database,
  pg_catalog.to_char(p.prepared at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS "UTC"'))`;

/** That a lock `l` belongs to a prepared transaction `p`: no process has it, and the owner is that of the lock on its number. */
export const isOfPrepared = `l.pid is null and exists (select from pg_catalog.pg_locks x
  where x.locktype = 'transactionid' and x.transactionid = p.transaction and x.pid is null
    and x.virtualtransaction = l.virtualtransaction)`;

/** The transactions that are prepared in a database, a line each. */
export async function preparedIn(client: pg.ClientBase, name: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(
    `select ${describePrepared} as line from pg_prepared_xacts p where database = $1 order by prepared, gid`,
    [name],
  );
  return rows.map(({ line }) => line);
}

/**
 * Waits for prepared transactions that have locked the platform's tables, so that no row can be replaced.
 *
 * @throws `tables_in_use`
 */
export async function awaitPrepared(client: pg.ClientBase, schema: Schema, name: string): Promise<void> {
  const oids = (await platformTables(client, schema)).map(({ oid }) => oid);
  let lines: readonly string[] = [];
  for (let i = 0; i <= RESET_LOCK_TIMEOUT_MS / 100; i++) {
    if (i > 0) await client.query('select pg_sleep(0.1)');
    const rows = await queryPrinted<{ line: string }>(client, holders, [oids]);
    lines = rows.map(({ line }) => line);
    if (lines.length === 0) return;
  }
  throw tablesInUse(name, { prepared: lines });
}

const holders = `
select pg_catalog.format('%s: %s', ${describePrepared}, pg_catalog.string_agg(distinct l.relation::regclass::text, ', ')) as line
  from pg_catalog.pg_prepared_xacts p join pg_catalog.pg_locks l on ${isOfPrepared}
 where l.relation = any ($1::oid[]) and l.mode <> 'AccessShareLock'
   and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
 group by p.gid, p.owner, p.database, p.prepared order by p.prepared, p.gid`;
