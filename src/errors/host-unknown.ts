import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** The host has no address. */
export class HostUnknownError extends ConnectionFailedError {
  override readonly code = 'host_unknown';

  constructor(target: ConnectionTarget, cause: Error) {
    super(
      target,
      cause,
      'Correct the host in DATABASE_URL; a name from Docker Compose is known inside its network only.',
    );
  }
}
