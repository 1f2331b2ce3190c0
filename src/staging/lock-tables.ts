import type pg from 'pg';
import { isDatabaseError } from '../database/database-error.ts';
import { hasOwnTable } from '../database/marked/own-tables.ts';
import { lockKey } from '../database/migrate.ts';
import { queryPrinted } from '../database/printed.ts';
import { RESET_LOCK_TIMEOUT_MS } from '../database/timeouts.ts';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { platformTables } from './platform-tables.ts';
import { describePrepared, isOfPrepared } from './prepared.ts';
import { tablesInUse } from './tables-in-use.ts';

/**
 * Begins a transaction in which no other session writes a table of the platform or the label, or changes their structure; who
 * reads is not disturbed.
 *
 * @throws `migration_underway`; pg.DatabaseError 55P03 where a transaction that has written does not end
 */
export async function beginStandstill(client: pg.Client, schema: Schema, name: string): Promise<void> {
  await client.query('begin');
  await requireNoMigration(client, name);
  const tables = (await platformTables(client, schema)).map((table) => table.name).sort();
  if (await hasOwnTable(client, 'label')) tables.push('seedbed_staging.label');
  await client.query(`lock table only ${tables.join(', only ')} in share row exclusive mode`);
}

/**
 * Waits for the transactions that were there already at a certain time, so that no session is ended in the midst of one.
 *
 * @param since by the server's clock, in seconds
 * @throws `tables_in_use`
 */
export async function awaitTransactions(client: pg.Client, name: string, since: number): Promise<void> {
  const tries = RESET_LOCK_TIMEOUT_MS / 100;
  for (let i = 0; i < tries; i++) {
    const { rowCount } = await client.query(`select from pg_stat_activity a where ${isOlder}`, [name, since]);
    if (rowCount === 0) return;
    await client.query('select pg_sleep(0.1)');
  }
  const { rows } = await client.query<{ session: string }>(
    `select ${description} as session from pg_stat_activity a where ${isOlder} order by a.xact_start`,
    [name, since],
  );
  if (rows.length > 0) throw tablesInUse(name, { sessions: rows.map(({ session }) => session) });
}

const isOlder = `a.datname = $1 and a.backend_type = 'client backend' and a.application_name not like 'seedbed %'
  and a.xact_start < to_timestamp($2)`;

/** @throws `migration_underway`; in a transaction, none can begin until that ends */
export async function requireNoMigration(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1) as free', [
    lockKey,
  ]);
  if (!rows[0]?.free)
    throw new SeedbedError('migration_underway', {
      message: `The database '${name}' is being migrated right now.`,
      details: { database: name },
    });
}

/** The failure of a wait for a lock as an error that says who has it; anything else as it is. */
export async function explainWait(client: pg.Client, name: string, error: unknown): Promise<unknown> {
  if (!isDatabaseError(error) || error.code !== '55P03') return error;
  await client.query('rollback');
  const rows = await queryPrinted<{ isPrepared: boolean; line: string }>(
    client,
    `select p.gid is not null as "isPrepared",
            format('%s: %s', case when p.gid is null then ${description} else ${describePrepared} end,
              string_agg(distinct l.relation::regclass::text, ', ')) as line
       from pg_locks l
       left join pg_stat_activity a on a.pid = l.pid
       left join pg_prepared_xacts p on ${isOfPrepared}
      where l.granted and l.relation >= 16384 and l.mode <> 'AccessShareLock' and l.pid is distinct from pg_backend_pid()
        and l.database = (select oid from pg_database where datname = current_database())
        and (a.pid is not null or p.gid is not null)
      group by a.pid, a.usename, a.application_name, a.xact_start, a.backend_start, p.gid, p.owner, p.database, p.prepared`,
  );
  const sessions = rows.flatMap(({ isPrepared, line }) => (isPrepared ? [] : [line]));
  const prepared = rows.flatMap(({ isPrepared, line }) => (isPrepared ? [line] : []));
  return tablesInUse(name, { sessions, prepared }, error);
}

const description = `format('process %s, role %s, %s, since %s', a.pid, a.usename,
  coalesce(nullif(a.application_name, ''), 'no name'),
  to_char(coalesce(a.xact_start, a.backend_start) at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS "UTC"'))`;
