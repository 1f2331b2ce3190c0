import pg from 'pg';
import type { Ask } from '../ask.ts';
import { isDatabaseError } from '../database-error.ts';

/**
 * Drops a database unless a session is open in it.
 *
 * @param options `wait`: whether to give them the five seconds that PostgreSQL waits, in which the connections of a
 * process that has just been killed are gone
 */
export async function dropUnwatched(
  ask: Ask,
  name: string,
  { wait = false }: { readonly wait?: boolean | undefined } = {},
): Promise<void> {
  // A connection whose client is gone ends when its statement does, and not before.
  const connections = await ask<{ cancelled: boolean | null }>(
    `select case state when 'active' then pg_cancel_backend(pid) end as cancelled
     from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
    [name],
  );
  if (!wait && connections.some(({ cancelled }) => !cancelled)) return;
  await ask(`drop database if exists ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
    if (!isInUse(error)) throw error;
  });
}

/** That a session is open in a database. */
export const isInUse = (error: unknown): boolean => isDatabaseError(error) && error.code === '55006';
