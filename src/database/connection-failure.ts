import type pg from 'pg';
import { type ConnectionCode, ConnectionFailedError } from '../errors/connection-failed.ts';
import { hasCode } from '../errors/error.ts';
import { serverHints } from '../errors/server-hints.ts';
import { isDatabaseError } from './database-error.ts';
import { SharedConnections } from './pooler.ts';

/** SQLSTATEs and the network's error codes. */
const failures: Readonly<Record<string, ConnectionCode>> = {
  ECONNREFUSED: 'server_unreachable',
  ECONNRESET: 'server_unreachable',
  ETIMEDOUT: 'server_unreachable',
  EHOSTUNREACH: 'server_unreachable',
  ENETUNREACH: 'server_unreachable',
  ENOENT: 'server_unreachable', // no such socket
  ENOTFOUND: 'host_unknown',
  EAI_AGAIN: 'host_unknown',
  '28P01': 'password_refused',
  '28000': 'access_refused',
  '42501': 'access_refused',
  '3D000': 'database_missing',
  // It was ended while it was being made: the server goes down.
  '57P01': 'server_not_ready',
  '57P02': 'server_not_ready',
  '57P03': 'server_not_ready',
  '53300': 'too_many_connections',
};

/** What the driver says without a code. */
const wordedFailures: readonly (readonly [RegExp, ConnectionCode])[] = [
  [/^timeout expired|^Connection terminated/, 'server_unreachable'],
  [/^SASL:.*password|^Password cannot be/, 'password_refused'],
  [/SSL|TLS|certificate/i, 'tls_failed'],
];

const WITHOUT_LIBRARY =
  'The role, the database or the server has it in session_preload_libraries or local_preload_libraries: correct that there.';

/** The error for what went wrong while `client` was connecting. */
export function connectionFailure(client: pg.Client, thrown: unknown): ConnectionFailedError {
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { host, port, database = '', user = '' } = client;
  const code = codeOf(cause);
  const hint =
    code === 'connection_failed' && isDatabaseError(cause) ? hintOfState(cause.code ?? '') : undefined;
  return new ConnectionFailedError(code, { host, port, database, user }, cause, hint);
}

const hintOfState = (state: string): string | undefined =>
  state === '58P01' ? WITHOUT_LIBRARY : (serverHints[state] ?? serverHints[state.slice(0, 2)]);

/** Whether the server may answer differently in a moment. */
export function isWorthWaiting(failure: Error): boolean {
  return hasCode(failure, 'server_unreachable', 'server_not_ready', 'too_many_connections');
}

function codeOf(cause: Error): ConnectionCode {
  if (cause instanceof SharedConnections) return 'pooler_refused';
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === '28000' && /role .* does not exist/.test(cause.message)) return 'role_missing';
  const worded = wordedFailures.find(([words]) => words.test(`${cause.message} ${code}`));
  return failures[code] ?? worded?.[1] ?? 'connection_failed';
}
