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

/** As a later version has it: tables and columns gone, renamed and of another type, and further ones. */
const later = `
  drop table codeability_message_read, codeability_message;
  alter table course drop version_identifier, add language text not null default 'de';
  alter table course_submission_group rename status to state;
  alter table result alter submit drop default, alter submit type int using submit::int;
  create table announcement (id uuid primary key, course_id uuid not null references course, body text not null)`;

/** A database as a later version of the platform leaves it. */
export async function laterPlatform(server: Server = {}) {
  const database = await firstPlatform(server);
  await database.client.query(later);
  return database;
}
