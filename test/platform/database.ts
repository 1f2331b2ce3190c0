import { readFileSync } from 'node:fs';
import { freshDatabase } from '../support/database.ts';

const read = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8');
const platform = read('platform');
const first = ['v1-tables', 'v1-courses', 'v1-triggers'].map(read);

interface Server {
  readonly version?: 15 | 18;
}

/** A database with the tables that a platform has made by migrations of its own. */
export async function platformDatabase({ version = 18 }: Server = {}) {
  const database = await freshDatabase({ version });
  await database.client.query(platform);
  return database;
}

/** A database as the platform's own first migrations leave it. */
export async function firstPlatform({ version = 18 }: Server = {}) {
  const database = await freshDatabase({ version });
  for (const file of first) await database.client.query(file);
  return database;
}
