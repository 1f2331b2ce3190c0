import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { isDatabaseError } from './database-error.ts';
import { POOLER_TIMEOUT_MS } from './timeouts.ts';

/** What is said of a pooler that shares the server's connections between clients. */
export class SharedConnections extends Error {}

/** Each round catches a pooler that hands out what was given back last, or least recently, or by chance. */
const ROUNDS = 5;

/** The driver's types leave it out. */
type Known = pg.Client & { readonly processID: number | null };

/** The number that the server, or a pooler before it, has told for the connection. */
export const toldProcess = (client: pg.Client): number => (client as Known).processID ?? 0;

/** The number of the server's process that answers now. */
async function answeringProcess(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

/** @throws SharedConnections where each statement may have another connection, so that there are no transactions */
async function beginOn(client: pg.Client): Promise<void> {
  await client.query('begin').catch((error: unknown) => {
    throw isDatabaseError(error) && error.code === '08P01' ? new SharedConnections(error.message) : error;
  });
}

/**
 * Refuses a pooler that keeps no connection of the server for this client alone. In session mode the process that
 * answers is always the same, and answers no other client; where either is not so, it is another mode. Nothing is set
 * and nothing locked.
 *
 * @param client has nothing under way
 * @param open opens another connection to the same place
 * @returns the number of that process
 * @throws SharedConnections
 */
export async function requireOwnProcess(client: pg.Client, open: () => Promise<pg.Client>): Promise<number> {
  const own = await answeringProcess(client);
  const other = await open();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      // In a transaction it keeps the process that has answered it.
      const theirs = beginOn(other).then(() => answeringProcess(other));
      theirs.catch(() => {}); // it is awaited below, or its connection is closed
      const answered = await Promise.race([theirs, delay(POOLER_TIMEOUT_MS, undefined, { ref: false })]);
      const isShared = answered === own || (await answeringProcess(client)) !== own;
      if (isShared) throw new SharedConnections('a pooler lets other clients have the same connection');
      // The other one waits although this one is idle: the process is kept for it.
      if (answered === undefined) break;
      await other.query('rollback');
    }
    return own;
  } finally {
    other.connection.stream.destroy();
  }
}
