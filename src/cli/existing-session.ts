import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { openSession } from './session.ts';
import { openExistingTarget } from './target.ts';

/**
 * Connects to what is there. A database that the embedded server does not have yet is not made for looking into it.
 *
 * @throws what `openExistingTarget` and `openSession` throw, `database_missing` among it
 */
export async function openExistingSession(
  schema: Schema,
  database: string | undefined,
): Promise<{ readonly client: pg.Client; readonly url: string }> {
  const { url } = await openExistingTarget(schema, database);
  return { client: await openSession(url), url };
}
