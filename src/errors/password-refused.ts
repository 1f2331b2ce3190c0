import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** The server does not accept the password, or wants one and got none. */
export class PasswordRefusedError extends ConnectionFailedError {
  override readonly code = 'password_refused';

  constructor(target: ConnectionTarget, cause: Error) {
    super(
      target,
      cause,
      'Correct user and password in DATABASE_URL; special characters in them are percent-encoded.',
    );
  }
}
