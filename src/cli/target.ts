import { askOn } from '../database/ask.ts';
import { sweepDead } from '../database/marked/sweep.ts';
import { migrations } from '../database/migrate.ts';
import { type EmbeddedServer, embeddedServer } from '../database/server.ts';
import { withDatabase } from '../database/url.ts';
import type { Schema } from '../entities/schema.ts';
import { databaseChosenTwice } from './database-chosen-twice.ts';
import { databaseUrl } from './database-url.ts';
import { invocation } from './invocation.ts';
import { mainDatabase } from './main-database.ts';
import { printError } from './output.ts';
import { openSession } from './session.ts';

/** The database that a command works on. */
export interface Target {
  readonly url: string;
  /** Whether it is on the embedded server, which may be emptied at will. */
  readonly embedded: boolean;
}

/**
 * The database of DATABASE_URL, or else one of the embedded server, which is started where it is not.
 *
 * @param database its name on the embedded server; the domain's name where none is given
 * @throws `database_chosen_twice` where both DATABASE_URL and a name are given; and what starting or
 * connecting throws
 */
export async function openTarget(schema: Schema, database?: string): Promise<Target> {
  return await openBy((server, name) => server.ensureDatabase(name), schema, database);
}

/** As `openTarget`; a database that the embedded server does not have is not made. */
export async function openExistingTarget(schema: Schema, database?: string): Promise<Target> {
  return await openBy((server, name) => server.url(name), schema, database);
}

/** As `openExistingTarget`, whether or not a server of DATABASE_URL answers. */
export async function findTarget(schema: Schema, database?: string): Promise<Target> {
  return await findBy((server, name) => server.url(name), schema, database);
}

async function openBy(
  urlOf: (server: EmbeddedServer, name: string) => Promise<string>,
  schema: Schema,
  database: string | undefined,
): Promise<Target> {
  const target = await findBy(urlOf, schema, database);
  await clear(target.embedded ? withDatabase(target.url, 'postgres') : target.url);
  return target;
}

async function findBy(
  urlOf: (server: EmbeddedServer, name: string) => Promise<string>,
  schema: Schema,
  database: string | undefined,
): Promise<Target> {
  const url = databaseUrl();
  if (url !== undefined && database !== undefined) throw databaseChosenTwice(database);
  const name = database ?? schema.name;
  const main = await mainDatabase();
  invocation().subject = { domain: schema.name, database: url === undefined ? name : undefined, main };
  if (url !== undefined) return { url, embedded: false };
  const server = embeddedServer();
  await server.start();
  return { url: await urlOf(server, name), embedded: true };
}

/**
 * Waits until the server is there, and clears it of what killed commands have left. On a terminal a spinner may be
 * turning, which a line would tear.
 */
async function clear(url: string): Promise<void> {
  const onWait = ({ message }: Error): void => {
    if (!invocation().host.stderr.isTTY) printError(`${message} Trying again for some seconds.`);
  };
  await sweepDead(askOn(await openSession(url, { onWait })));
}

/** As `openTarget`; a database of the embedded server is migrated too. */
export async function openMigratedTarget(schema: Schema, database?: string): Promise<Target> {
  const target = await openTarget(schema, database);
  if (target.embedded) await migrations(schema, target.url).up();
  return target;
}
