import type { Client } from 'pg';
import { ScratchDatabaseRefusedError } from '../errors/scratch-database-refused.ts';
import { lockOf } from './advisory-lock.ts';
import { askOn } from './ask.ts';
import { createMarked, dropMarked } from './marked/databases.ts';
import { newMaker, scratchName } from './marked/names.ts';
import { sweepDead } from './marked/sweep.ts';
import { withDatabase } from './url.ts';

/**
 * Lets `work` have an empty database of its own, beside the one that the client is connected to, and drops it again.
 *
 * @param url of any database of the client's server
 * @throws ScratchDatabaseRefusedError where the user may not create databases
 */
export async function onScratchDatabase<T>(
  client: Client,
  url: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const ask = askOn(client);
  const maker = newMaker();
  const name = scratchName(maker);
  await sweepDead(ask);
  await client.query('select pg_advisory_lock($1)', [lockOf('maker', maker)]);
  try {
    await createMarked(ask, name, 'template template0', { kind: 'scratch', by: client.user ?? '' });
  } catch (error) {
    throw error instanceof Error ? new ScratchDatabaseRefusedError(client.user ?? '', error) : error;
  }
  try {
    return await work(withDatabase(url, name));
  } finally {
    await dropMarked(ask, name);
    await client.query('select pg_advisory_unlock($1)', [lockOf('maker', maker)]);
  }
}
