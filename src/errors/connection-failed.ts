import type { ErrorCode } from './codes.ts';
import { SeedbedError } from './error.ts';

/** Where a connection was to go. There is no password in it. */
export interface ConnectionTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** A connection that could not be made; its subclasses know why. */
export class ConnectionFailedError extends SeedbedError {
  readonly code: ErrorCode = 'connection_failed';
  readonly target: ConnectionTarget;
  /** What PostgreSQL or the network answered. */
  readonly answer: string;

  constructor(target: ConnectionTarget, cause: Error, mend = 'Check the url in DATABASE_URL.') {
    const answer = answerOf(cause);
    const { host, port, database, user } = target;
    // A host that is a path is the folder of a socket, whose name holds the port.
    const address = host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`;
    super(`Cannot connect to database "${database}" on ${address} as user "${user}": ${answer}.`, mend, {
      cause,
    });
    this.target = target;
    this.answer = answer;
  }
}

/** A host with several addresses fails with one error for each. */
function answerOf(cause: Error): string {
  // What the driver says where it has none to send.
  if (/^SASL:.*password must be/.test(cause.message)) return 'the server wants a password, and there is none';
  if (!(cause instanceof AggregateError)) return cause.message;
  return cause.errors
    .map((error: unknown) => (error instanceof Error ? error.message : String(error)))
    .join('; ');
}
