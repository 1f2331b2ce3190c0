import type pg from 'pg';
import { notMigrated } from '../database/not-migrated.ts';
import type { Schema } from '../entities/schema.ts';
import { hasCode } from '../errors/error.ts';
import { openSession } from './session.ts';
import { openExistingTarget } from './target.ts';

/**
 * Connects to what is there. A database that the embedded server does not have yet is not made for looking into it.
 *
 * @throws `not_migrated` where there is no such database; what `openExistingTarget` and `openSession` throw
 */
export async function openExistingSession(
  schema: Schema,
  database: string | undefined,
): Promise<{ readonly client: pg.Client; readonly url: string }> {
  const { url, embedded } = await openExistingTarget(schema, database);
  const client = await openSession(url).catch((error: unknown) => {
    if (!embedded || !hasCode(error, 'database_missing')) throw error;
    throw notMigrated(database ?? schema.name, schema.name, error);
  });
  return { client, url };
}
