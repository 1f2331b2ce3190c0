import type { Options } from '@mikro-orm/postgresql';
import { CompiledQuery, type DatabaseConnection } from 'kysely';
import pg from 'pg';
import { ormTypes } from './orm-types.ts';
import { pinned } from './pinned-client.ts';
import { ReleasingDialect } from './releasing-dialect.ts';
import { connectionSettings } from './settings.ts';

/** How MikroORM reaches a database; unlike `clientUrl` it keeps to all settings of the url and the environment. */
export function connectionOptions(url: string): Options {
  const { client, pool } = connectionSettings(url);
  return {
    dbName: client.database ?? '',
    driverOptions: { fallback_application_name: 'seedbed', ...client },
    pool,
    // The url, the role or the database may have set another one, and PostgreSQL prints names according to it.
    onCreateConnection: setPath('public'),
  };
}

/**
 * As `connectionOptions`, for what seedbed does itself: the connections have the settings of our sessions.
 *
 * @param path another search path, for what others have written
 */
export function pinnedConnectionOptions(url: string, path?: string): Options {
  const { client, pool, asked } = connectionSettings(url);
  const connections = new pg.Pool({
    fallback_application_name: 'seedbed',
    ...client,
    ...pool,
    Client: pinned(client.Client, asked, path),
    types: ormTypes,
  });
  // Unheard, the end of one would be the end of the process; what waits for its answer is told.
  connections.on('error', () => {});
  connections.on('connect', (one) => one.on('error', () => {}));
  return {
    dbName: client.database ?? '',
    driverOptions: new ReleasingDialect({ pool: connections }),
  };
}

const setPath = (path: string) => async (connection: unknown) => {
  // The ORM hands over Kysely's connection without its type.
  await (connection as DatabaseConnection).executeQuery(CompiledQuery.raw(`set search_path to ${path}`));
};
