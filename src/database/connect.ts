import pRetry from 'p-retry';
import pg from 'pg';
import { BadDatabaseUrlError } from '../errors/bad-database-url.ts';
import { ServerTooOldError } from '../errors/server-too-old.ts';
import { connectionFailure, isWorthWaiting } from './connection-failure.ts';
import { maskedUrl, requireDatabaseUrl, withPlainSslMode } from './url.ts';

/** The oldest major version of PostgreSQL that seedbed works on. */
const oldestVersion = 15;

/**
 * Connects to a database. While the server is not there yet, or full, it tries again with growing pauses
 * for up to `wait` milliseconds (10 s); what waiting does not mend fails at once. A connection that is
 * lost later fails the next query, never the process.
 *
 * @param onWait is told once, before the first pause
 * @example
 * const client = await connect('postgresql://ada:secret@localhost:5432/course');
 * try {
 *   await client.query('select 1');
 * } finally {
 *   await client.end();
 * }
 *
 * @throws BadDatabaseUrlError for what is no url; a ConnectionFailedError otherwise, whose class says why.
 */
export async function connect(
  url: string,
  { wait = 10_000, onWait }: { readonly wait?: number; readonly onWait?: (why: Error) => void } = {},
): Promise<pg.Client> {
  requireDatabaseUrl(url);
  const end = performance.now() + wait;
  return await pRetry(() => attempt(url, Math.max(end - performance.now(), 1_000)), {
    retries: Number.POSITIVE_INFINITY,
    maxRetryTime: wait,
    minTimeout: 50,
    maxTimeout: 2_000,
    shouldRetry: ({ error, attemptNumber }) => {
      const willTry = isWorthWaiting(error);
      if (willTry && attemptNumber === 1) onWait?.(error);
      return willTry;
    },
  });
}

/**
 * Refuses servers that are too old. Resolves to the major version.
 *
 * @throws ServerTooOldError below PostgreSQL 15.
 */
export async function requireVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ number: string; version: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as version`,
  );
  const [{ number, version } = { number: '0', version: 'unknown' }] = rows;
  const major = Math.floor(Number(number) / 10_000);
  if (major < oldestVersion) throw new ServerTooOldError(version, oldestVersion);
  return major;
}

async function attempt(url: string, timeout: number): Promise<pg.Client> {
  const client = newClient(url, timeout);
  client.on('error', () => {}); // unheard, it would end the process
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.connection.stream.destroy();
    throw connectionFailure(client, error);
  }
}

/** The driver reads the files of sslrootcert and its like already here. */
function newClient(url: string, timeout: number): pg.Client {
  try {
    return new pg.Client({
      connectionString: withPlainSslMode(url),
      connectionTimeoutMillis: timeout,
      fallback_application_name: 'seedbed',
      keepAlive: true,
    });
  } catch (cause) {
    throw new BadDatabaseUrlError(maskedUrl(url), { cause });
  }
}
