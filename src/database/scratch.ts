import type { Client } from 'pg';
import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
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
 * @throws `scratch_database_refused` where the user may not create databases
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
    throw error instanceof Error ? scratchDatabaseRefused(client.user ?? '', error) : error;
  }
  try {
    return await work(withDatabase(url, name));
  } finally {
    await dropMarked(ask, name);
    await client.query('select pg_advisory_unlock($1)', [lockOf('maker', maker)]);
  }
}

const scratchDatabaseRefused = (user: string, cause: Error): SeedbedError =>
  new SeedbedError('scratch_database_refused', {
    message: `A scratch database to compare with cannot be created: ${excerptOfAnswer(cause.message)}.`,
    hint: `Let the user create databases (alter role "${user}" createdb), or check as another user.`,
    details: { user, answer: excerptOfAnswer(cause.message) },
    cause,
  });
