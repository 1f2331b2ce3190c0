import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { ScratchDatabaseRefusedError } from '../errors/scratch-database-refused.ts';
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
  const name = `seedbed_check_${randomBytes(6).toString('hex')}`;
  try {
    await client.query(`create database ${name} template template0`);
  } catch (error) {
    throw error instanceof Error ? new ScratchDatabaseRefusedError(client.user ?? '', error) : error;
  }
  try {
    return await work(withDatabase(url, name));
  } finally {
    await client.query(`drop database if exists ${name} with (force)`);
  }
}
