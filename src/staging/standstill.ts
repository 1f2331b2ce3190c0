import pg from 'pg';
import { lockKey } from '../database/migrate.ts';
import type { Schema } from '../entities/schema.ts';
import { MigrationUnderwayError } from '../errors/migration-underway.ts';
import { TablesInUseError } from '../errors/tables-in-use.ts';
import { tablesOf } from '../load/table.ts';
import { carriedTables } from './platform-tables.ts';

/** How long to wait for others who are writing. */
const PATIENCE = '3s';

/**
 * Begins a transaction in which nobody else changes the structure of a database, nor the rows of some tables; readers
 * are not disturbed.
 *
 * @param which `carried` are the tables that no factory writes, `written` are all
 * @throws MigrationUnderwayError, TablesInUseError; then no transaction is open
 */
export async function beginStandstill(
  client: pg.Client,
  schema: Schema,
  name: string,
  which: 'carried' | 'written',
): Promise<void> {
  await client.query('begin');
  try {
    await requireNoMigration(client, name);
    await client.query(`set local lock_timeout = '${PATIENCE}'`);
    const carried = (await carriedTables(client, schema)).map((table) => table.name);
    const own = tablesOf(schema).map((table) => `public.${pg.escapeIdentifier(table.name)}`);
    if (carried.length > 0) await lock(client, carried, 'share row exclusive');
    await lock(client, own.toSorted(), which === 'written' ? 'share row exclusive' : 'access share');
    await client.query('set local lock_timeout = 0');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function requireNoMigration(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1) as free', [
    lockKey,
  ]);
  if (!rows[0]?.free) throw new MigrationUnderwayError(name);
}

async function lock(client: pg.Client, tables: readonly string[], mode: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const others = await sessionsWithLocks(client, tables);
  try {
    await client.query(`lock table only ${tables.join(', only ')} in ${mode} mode`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '55P03') throw error;
    throw new TablesInUseError(rows[0]?.name ?? '', others, { cause: error });
  }
}

/** Who holds more than a reader's locks on some tables. */
async function sessionsWithLocks(client: pg.Client, tables: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ session: string }>(
    `select format('process %s, role %s, %s, since %s: %s', a.pid, a.usename, coalesce(nullif(a.application_name, ''), 'no name'),
              to_char(coalesce(a.xact_start, a.backend_start) at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS "UTC"'),
              string_agg(distinct l.relation::regclass::text, ', ')) as session
       from pg_locks l join pg_stat_activity a using (pid)
      where l.granted and l.relation = any ($1::regclass[]) and l.mode <> 'AccessShareLock' and a.pid <> pg_backend_pid()
        and l.database = (select oid from pg_database where datname = current_database())
      group by a.pid, a.usename, a.application_name, a.xact_start, a.backend_start`,
    [tables],
  );
  return rows.map(({ session }) => session);
}
