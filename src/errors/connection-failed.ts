import { SeedbedError } from './error.ts';

/** Where a connection was to go. There is no password in it. */
export interface ConnectionTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** The codes that say why a connection could not be made. */
export type ConnectionCode =
  | 'access_refused'
  | 'connection_failed'
  | 'database_missing'
  | 'host_unknown'
  | 'password_refused'
  | 'pooler_refused'
  | 'role_missing'
  | 'server_not_ready'
  | 'server_unreachable'
  | 'tls_failed'
  | 'too_many_connections';

/** A connection that could not be made; its code says why. */
export class ConnectionFailedError extends SeedbedError {
  declare readonly details: {
    readonly target: ConnectionTarget;
    /** What PostgreSQL or the network answered. */
    readonly answer: string;
  };

  constructor(code: ConnectionCode, target: ConnectionTarget, cause: Error, hint = hintFor(code, target)) {
    const answer = answerOf(cause);
    const { host, port, database, user } = target;
    // A host that is a path is the folder of a socket, whose name holds the port.
    const address = host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`;
    super(code, {
      message: `Cannot connect to database "${database}" on ${address} as user "${user}": ${answer}.`,
      hint,
      details: { target, answer },
      cause,
    });
  }
}

/** Where what is missing has a name. */
function hintFor(code: ConnectionCode, { database, user }: ConnectionTarget): string | undefined {
  if (code === 'database_missing')
    return `Correct its name, or create it (create database "${database}"); on the embedded server \`seedbed migrate up\` makes it.`;
  if (code === 'role_missing')
    return `Create it (create role "${user}" login), or correct the user in DATABASE_URL.`;
  return undefined;
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
