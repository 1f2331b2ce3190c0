import pg from 'pg';
import { connectPinned } from '../connect.ts';
import { isDatabaseError } from '../database-error.ts';

/** Makes the database `name` through `maintenanceUrl` where it is missing, also when several ask for it at once. */
export async function createDatabase(maintenanceUrl: string, name: string): Promise<void> {
  const client = await connectPinned(maintenanceUrl);
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  } finally {
    await client.end();
  }
}

/** Two at once: the second gets 42P04, or a clash in the catalogue's unique index. */
function isDuplicate(error: unknown): boolean {
  return isDatabaseError(error) && (error.code === '42P04' || error.code === '23505');
}
