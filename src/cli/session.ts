import type pg from 'pg';
import { connectPinned, requireVersion } from '../database/connect.ts';
import { invocation } from './invocation.ts';

/**
 * Connects for a command, until it ends. When this process is gone, the server notices within a second and undoes what it
 * had begun; otherwise what waits for a lock would go on waiting, and keep the next command out.
 *
 * @throws ConnectionFailedError, `server_too_old`
 */
export async function openSession(url: string): Promise<pg.Client> {
  const client = await connectPinned(url);
  invocation().sessions.push(client);
  await requireVersion(client);
  // A server on Windows does not know how.
  await client.query(`set client_connection_check_interval = '1s'`).catch(() => {});
  return client;
}
