import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { DatabaseMissingError } from '../errors/database-missing.ts';
import { NotMigratedError } from '../errors/not-migrated.ts';
import { openSession } from './session.ts';
import { openExistingTarget } from './target.ts';

/**
 * Connects to what is there. A database that the embedded server does not have yet is not made for looking into it.
 *
 * @throws NotMigratedError where there is no such database; what `openExistingTarget` and `openSession` throw
 */
export async function openExistingSession(
  schema: Schema,
  database: string | undefined,
): Promise<{ readonly client: pg.Client; readonly url: string }> {
  const { url, embedded } = await openExistingTarget(schema, database);
  const client = await openSession(url).catch((error: unknown) => {
    if (!embedded || !(error instanceof DatabaseMissingError)) throw error;
    throw new NotMigratedError(database ?? schema.name, schema.name, { cause: error });
  });
  return { client, url };
}
