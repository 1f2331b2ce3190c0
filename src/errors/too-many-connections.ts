import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** The server has no connection left. */
export class TooManyConnectionsError extends ConnectionFailedError {
  override readonly code = 'too_many_connections';

  constructor(target: ConnectionTarget, cause: Error) {
    super(target, cause, 'Close other connections or raise max_connections on the server, then try again.');
  }
}
