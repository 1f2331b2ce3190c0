import { ConnectionFailedError, type ConnectionTarget } from './connection-failed.ts';

/** Between us and the server is a pooler that lets each transaction have another connection: locks and settings would reach others. */
export class PoolerRefusedError extends ConnectionFailedError {
  override readonly code = 'pooler_refused';

  constructor(target: ConnectionTarget, cause: Error) {
    super(
      target,
      cause,
      'Name the server itself in DATABASE_URL, or a pooler that keeps a connection for each client (pool_mode=session in PgBouncer).',
    );
  }
}
