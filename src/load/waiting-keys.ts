import type pg from 'pg';
import { isDatabaseError } from '../database/database-error.ts';
import { underSettings } from '../database/setting.ts';
import { LOAD_LOCK_TIMEOUT_MS } from '../database/timeouts.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { tablesOf } from './table.ts';

interface WaitingKey {
  readonly defer: string;
  /** Undefined where the end of the transaction is enough. */
  readonly restore: string | null;
}

/**
 * Lets the keys of a schema that point to tables which are filled later be looked at in the end, in the transaction that
 * is open, as far as the role may. Resolves to SQL that sets them back once no constraint waits.
 *
 * @example
 * const restore = await deferKeys(client, schema);
 * // … rows of tables in a circle …
 * await client.query(['set constraints all immediate', ...restore].join('; '));
 */
export async function deferKeys(client: pg.ClientBase, schema: Schema): Promise<readonly string[]> {
  const { rows } = await client.query<WaitingKey>(keyQuery, [
    tablesOf(schema).map(({ name }) => fullName(name)),
  ]);
  if (rows.length === 0) return [];
  return await underSettings(client, { lock_timeout: `${LOAD_LOCK_TIMEOUT_MS}` }, async () => {
    const restored: string[] = [];
    for (const { defer, restore } of rows) {
      try {
        await client.query(`savepoint seedbed_key; ${defer}; release savepoint seedbed_key`);
        if (restore !== null) restored.push(restore);
      } catch (error) {
        // Another role's table, or one that others write to: the key stays as it is, and refuses what cannot wait.
        if (!isDatabaseError(error) || !['42501', '55P03'].includes(error.code)) throw error;
        await client.query('rollback to savepoint seedbed_key; release savepoint seedbed_key');
      }
    }
    return restored;
  });
}

// A key of a partition alone is one of its table's rows, too.
const keyQuery = `
with filled as (
  select c.oid, listed.place
    from unnest($1::text[]) with ordinality as listed (name, place)
    join pg_class c on c.oid = to_regclass(listed.name)),
waiting as (
  select format('alter table %I.%I alter constraint %I', n.nspname, c.relname, k.conname) as change,
         format('set constraints %I.%I deferred', n.nspname, k.conname) as set, k.condeferrable
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    join filled own on own.oid = coalesce(pg_partition_root(c.oid), c.oid)
    join filled other on other.oid = k.confrelid
   where k.contype = 'f' and k.conparentid = 0 and not k.condeferred and other.place > own.place)
select case when condeferrable then set else change || ' deferrable initially deferred' end as defer,
       case when not condeferrable then change || ' not deferrable' end as restore
  from waiting order by change`;
