import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** Nobody answered at the address, for as long as it was worth waiting. */
export class ServerUnreachableError extends ConnectionFailedError {
  override readonly code = 'server_unreachable';

  constructor(target: ConnectionTarget, cause: Error) {
    super(
      target,
      cause,
      'Start the server or correct host and port in DATABASE_URL; without DATABASE_URL the embedded server is used.',
    );
  }
}
