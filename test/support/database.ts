import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, inject } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { templateName } from './template-name.ts';

/** Every server that is present: for schemas, loading, and whatever else differs between versions of PostgreSQL. */
export const everyServer: readonly { readonly version: 15 | 18 }[] = inject('servers');

/**
 * The servers for everything else, as `describe.each(servers)('PostgreSQL $version', ({ version }) => …)`: the newest
 * one in `npm test`, the others in the long suite.
 */
export const servers = everyServer.filter(({ version }) => inject('versions').includes(version));

export interface FreshDatabase {
  readonly url: string;
  readonly client: pg.Client;
}

interface Made {
  readonly name: string;
  readonly version: 15 | 18;
  readonly client: pg.Client;
}

const made: Made[] = [];

/**
 * A new database that is a clone of a template, with a connected client. Both end after the test file,
 * which fails when it leaves another connection to the database open.
 *
 * @example const { url, client } = await freshDatabase({ version: 15, template: 'course' });
 */
export async function freshDatabase({
  version = 18,
  template = 'empty',
}: {
  readonly version?: 15 | 18;
  /** A domain's name, `empty`, or `course_minimal`: with the scenario `minimal` of the seed 0. */
  readonly template?: string;
} = {}): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await maintain(version, `create database ${name} template ${templateName(template)} strategy file_copy`);
  const url = serverUrl(version).replace(/\/postgres$/, `/${name}`);
  const client = await connect(url);
  made.push({ name, version, client });
  return { url, client };
}

/** The url of the server's maintenance database. */
export function serverUrl(version: 15 | 18): string {
  const server = inject('servers').find((server) => server.version === version);
  if (server === undefined) throw new Error(`PostgreSQL ${version} is not present`);
  return server.url;
}

// At the top of the module: each test file gets its own copy of it, and of this hook.
afterAll(async () => {
  for (const { name, version, client } of made) {
    await client.end();
    await maintain(version, `drop database ${name}`);
  }
  for (const client of maintenance.values()) await (await client).end();
});

const maintenance = new Map<15 | 18, Promise<pg.Client>>();

/** One statement after another: a connection does one thing at a time. */
async function maintain(version: 15 | 18, statement: string): Promise<void> {
  const free = maintenance.get(version) ?? connect(serverUrl(version));
  const done = free.then((client) => client.query(statement));
  maintenance.set(
    version,
    done.then(
      () => free,
      () => free,
    ),
  );
  await done;
}
