import pg from 'pg';
import { keepAlive, keepAliveFor, letProcessEnd } from './keep-alive.ts';
import { connectionSettings } from './settings.ts';

/**
 * A pool of connections to a database. One that is cut off fails what waits for it, never the process; one that is idle
 * does not keep the process from ending by itself, whether or not it has been given back.
 */
export function openPool(url: string, options: pg.PoolConfig = {}): pg.Pool {
  const settings = connectionSettings(url);
  const pool = new pg.Pool({ ...settings.client, ...settings.pool, allowExitOnIdle: true, ...options });
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    letProcessEnd(client);
  });
  pool.on('acquire', (client) => keepAlive(client, false));
  return pool;
}

/** Closes the connections of a pool, but those that are in use, which are not waited for. */
export async function leavePool(pool: pg.Pool): Promise<void> {
  if (pool.ended) return;
  const ended = pool.end();
  if (pool.totalCount === pool.idleCount) await keepAliveFor(ended);
}
