import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** The server is starting up, shutting down or recovering. */
export class ServerNotReadyError extends ConnectionFailedError {
  override readonly code = 'server_not_ready';

  constructor(target: ConnectionTarget, cause: Error) {
    super(target, cause, 'Wait until the server has started, then try again.');
  }
}
