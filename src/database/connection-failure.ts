import type pg from 'pg';
import { AccessRefusedError } from '../errors/access-refused.ts';
import { ConnectionFailedError, type ConnectionTarget } from '../errors/connection-failed.ts';
import { DatabaseMissingError } from '../errors/database-missing.ts';
import { HostUnknownError } from '../errors/host-unknown.ts';
import { PasswordRefusedError } from '../errors/password-refused.ts';
import { PoolerRefusedError } from '../errors/pooler-refused.ts';
import { RoleMissingError } from '../errors/role-missing.ts';
import { ServerNotReadyError } from '../errors/server-not-ready.ts';
import { ServerUnreachableError } from '../errors/server-unreachable.ts';
import { TlsFailedError } from '../errors/tls-failed.ts';
import { TooManyConnectionsError } from '../errors/too-many-connections.ts';
import { isDatabaseError } from './database-error.ts';
import { SharedConnections } from './pooler.ts';

type Failure = new (target: ConnectionTarget, cause: Error) => ConnectionFailedError;

/** SQLSTATEs and the network's error codes. */
const failures: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: ServerUnreachableError,
  ECONNRESET: ServerUnreachableError,
  ETIMEDOUT: ServerUnreachableError,
  EHOSTUNREACH: ServerUnreachableError,
  ENETUNREACH: ServerUnreachableError,
  ENOENT: ServerUnreachableError, // no such socket
  ENOTFOUND: HostUnknownError,
  EAI_AGAIN: HostUnknownError,
  '28P01': PasswordRefusedError,
  '28000': AccessRefusedError,
  '42501': AccessRefusedError,
  '3D000': DatabaseMissingError,
  // It was ended while it was being made: the server goes down.
  '57P01': ServerNotReadyError,
  '57P02': ServerNotReadyError,
  '57P03': ServerNotReadyError,
  '53300': TooManyConnectionsError,
};

/** What the driver says without a code. */
const wordedFailures: readonly (readonly [RegExp, Failure])[] = [
  [/^timeout expired|^Connection terminated/, ServerUnreachableError],
  [/^SASL:.*password|^Password cannot be/, PasswordRefusedError],
  [/SSL|TLS|certificate/i, TlsFailedError],
];

const WITHOUT_LIBRARY =
  'The role, the database or the server has it in session_preload_libraries or local_preload_libraries: correct that there.';

/** The typed error for what went wrong while `client` was connecting. */
export function connectionFailure(client: pg.Client, thrown: unknown): ConnectionFailedError {
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { host, port, database = '', user = '' } = client;
  const Failure = kindOf(cause);
  const target = { host, port, database, user };
  return isDatabaseError(cause) && cause.code === '58P01'
    ? new ConnectionFailedError(target, cause, WITHOUT_LIBRARY)
    : new Failure(target, cause);
}

/** Whether the server may answer differently in a moment. */
export function isWorthWaiting(failure: Error): boolean {
  const passing = [ServerUnreachableError, ServerNotReadyError, TooManyConnectionsError];
  return passing.some((Failure) => failure instanceof Failure);
}

function kindOf(cause: Error): Failure {
  if (cause instanceof SharedConnections) return PoolerRefusedError;
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === '28000' && /role .* does not exist/.test(cause.message)) return RoleMissingError;
  const worded = wordedFailures.find(([words]) => words.test(`${cause.message} ${code}`));
  return failures[code] ?? worded?.[1] ?? ConnectionFailedError;
}
