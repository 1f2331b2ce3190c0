import { readFileSync } from 'node:fs';
import { freshDatabase } from '../support/database.ts';

const platform = readFileSync(new URL('./platform.sql', import.meta.url), 'utf8');

/** A database with the tables that a platform has made by migrations of its own. */
export async function platformDatabase({ version = 18 }: { readonly version?: 15 | 18 } = {}) {
  const database = await freshDatabase({ version });
  await database.client.query(platform);
  return database;
}
