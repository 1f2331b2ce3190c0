import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** The server has no such user. */
export class RoleMissingError extends ConnectionFailedError {
  override readonly code = 'role_missing';

  constructor(target: ConnectionTarget, cause: Error) {
    super(
      target,
      cause,
      `Create it (create role "${target.user}" login), or correct the user in DATABASE_URL.`,
    );
  }
}
