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

/** What its next migrations do: people sign in by a password, and tokens are no longer kept. */
const signingIn = `
  drop trigger update_timestamps on "user";
  drop function user_before_insert_or_update() cascade;
  alter table "user" drop constraint user_token_condition, drop constraint user_username_condition,
    drop auth_token, alter user_type drop default, add password varchar(255);
  create type user_type_new as enum ('user', 'token');
  alter table "user" alter user_type type user_type_new using user_type::text::user_type_new;
  drop type user_type;
  alter type user_type_new rename to user_type;
  alter table "user" alter user_type set default 'user',
    add constraint ck_user_token_expiration check (user_type <> 'token' or token_expiration is not null)`;

/** A database as the platform's next migrations leave it. */
export async function signInPlatform(server: Server = {}) {
  const database = await firstPlatform(server);
  await database.client.query(signingIn);
  return database;
}
