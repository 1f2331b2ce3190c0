import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** The server does not let this user in from here, whatever the password. */
export class AccessRefusedError extends ConnectionFailedError {
  override readonly code = 'access_refused';

  constructor(target: ConnectionTarget, cause: Error) {
    super(
      target,
      cause,
      "Ask for access (pg_hba.conf, the role's LOGIN, CONNECT on the database); where it demands encryption, add ?sslmode=require to DATABASE_URL.",
    );
  }
}
