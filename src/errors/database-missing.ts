import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** The server has no such database. */
export class DatabaseMissingError extends ConnectionFailedError {
  override readonly code = 'database_missing';

  constructor(target: ConnectionTarget, cause: Error) {
    super(
      target,
      cause,
      `Create it (create database "${target.database}"), or correct its name in DATABASE_URL; on the embedded server \`seedbed migrate up\` makes it.`,
    );
  }
}
