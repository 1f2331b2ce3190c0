import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { type ConnectOptions, connectPinned, requireVersion } from '../database/connect.ts';
import { invocation } from './invocation.ts';

/**
 * The command's one session with a database, which ends with it. When this process is gone, the server notices within a
 * second and undoes what it had begun; otherwise what waits for a lock would go on waiting, and keep the next command
 * out.
 *
 * @throws ConnectionFailedError, `server_too_old`
 */
export async function openSession(url: string, options: ConnectOptions = {}): Promise<pg.Client> {
  const { sessions } = invocation();
  const open = sessions.get(url);
  if (open) return open;
  const client = await connectPinned(url, options);
  sessions.set(url, client);
  await requireVersion(client);
  // A server on Windows does not know how.
  await client.query(`set client_connection_check_interval = '1s'`).catch(() => {});
  return client;
}

/** Ends the command's sessions: before what needs the database for itself, and when the command ends. */
export async function endSessions(): Promise<void> {
  const { sessions } = invocation();
  const open = [...sessions.values()];
  sessions.clear();
  // A server that does not answer is not waited for.
  const ended = Promise.all(open.map((client) => client.end()));
  await Promise.race([ended, setTimeout(1000, undefined, { ref: false })]);
}
