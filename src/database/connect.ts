import pRetry from 'p-retry';
import type pg from 'pg';
import { SeedbedError } from '../errors/error.ts';
import { connectionFailure, isWorthWaiting } from './connection-failure.ts';
import { pinned } from './pinned-client.ts';
import { type ClientOptions, connectionSettings, driverClient } from './settings.ts';

/** The oldest major version of PostgreSQL that seedbed works on. */
export const oldestVersion = 15;

export interface ConnectOptions {
  /** For how many milliseconds it is tried again. */
  readonly wait?: number;
  /** Is told once, before the first pause. */
  readonly onWait?: (why: Error) => void;
}

/**
 * Connects to a database, with the settings that the url, the role and the database have. While the server is not there yet, or full, it tries again with growing pauses
 * for up to `wait` milliseconds (SEEDBED_CONNECT_RETRY, or else 10 s); what waiting does not cure fails at once.
 * A connection that is lost later fails the next query, never the process.
 *
 * @example
 * const client = await connect('postgresql://ada:secret@localhost:5432/course');
 * try {
 *   await client.query('select 1');
 * } finally {
 *   await client.end();
 * }
 *
 * @throws `bad_database_url` for what is no url; `bad_setting`, `unknown_setting` for what it or the environment
 * says about connections and cannot be; a ConnectionFailedError otherwise, whose class says why.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<pg.Client> {
  const { client, retry } = connectionSettings(url);
  return await retried(client, { wait: retry, ...options });
}

/**
 * As `connect`, for what seedbed does itself: the connection has the settings of our sessions before anything is asked
 * of it, whatever the role and the database have.
 *
 * @throws `pooler_refused`, `setting_in_the_way`, `foreign_code`; and what `connect` throws
 */
export async function connectPinned(url: string, options: ConnectOptions = {}): Promise<pg.Client> {
  const { client, retry, asked } = connectionSettings(url);
  const Client = pinned(client.Client, asked);
  return await retried({ ...client, Client }, { wait: retry, ...options });
}

async function retried(
  client: ClientOptions,
  { wait, onWait }: ConnectOptions & { readonly wait: number },
): Promise<pg.Client> {
  const end = performance.now() + wait;
  const timeout = (): number => client.connectionTimeoutMillis ?? Math.max(end - performance.now(), 1_000);
  return await pRetry(() => attempt({ ...client, connectionTimeoutMillis: timeout() }), {
    retries: Number.POSITIVE_INFINITY,
    maxRetryTime: wait,
    minTimeout: 50,
    maxTimeout: 2_000,
    shouldRetry: ({ error, attemptNumber }) => {
      const willTry = wait > 0 && isWorthWaiting(error);
      if (willTry && attemptNumber === 1) onWait?.(error);
      return willTry;
    },
  });
}

/**
 * Refuses servers that are too old. Resolves to the major version.
 *
 * @throws `server_too_old` below PostgreSQL 15.
 */
export async function requireVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ number: string; version: string }>(
    `select pg_catalog.current_setting('server_version_num') as number,
            pg_catalog.current_setting('server_version') as version`,
  );
  const [{ number, version } = { number: '0', version: 'unknown' }] = rows;
  const major = Math.floor(Number(number) / 10_000);
  if (major < oldestVersion)
    throw new SeedbedError('server_too_old', {
      message: `The server is PostgreSQL ${version}; seedbed works on ${oldestVersion} and newer.`,
      details: { version, oldest: oldestVersion },
    });
  return major;
}

async function attempt(options: ClientOptions): Promise<pg.Client> {
  const client = driverClient({ fallback_application_name: 'seedbed', ...options });
  client.on('error', () => {}); // unheard, it would end the process
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.connection.stream.destroy();
    if (error instanceof SeedbedError) throw error;
    throw connectionFailure(client, error);
  }
}
