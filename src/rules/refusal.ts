import pg from 'pg';
import { ConnectionLostError } from '../errors/connection-lost.ts';
import { DiskFullError } from '../errors/disk-full.ts';
import { VerifyRefusedError } from '../errors/verify-refused.ts';

/**
 * What PostgreSQL answered, as an error that a user can act on; anything else is returned as it is.
 *
 * @param table whose rows were looked at
 */
export function explainRefusal(error: unknown, table?: string): unknown {
  if (error instanceof pg.DatabaseError) {
    const { code: sqlState = 'XX000', message } = error;
    if (sqlState === '53100') return new DiskFullError([message], { cause: error });
    if (/^57P0[1-3]$/.test(sqlState)) return new ConnectionLostError({ cause: error });
    return new VerifyRefusedError(sqlState, message, table, { cause: error });
  }
  const lost =
    error instanceof Error && /Connection terminated|not queryable|ECONNRESET|EPIPE/.test(error.message);
  return lost ? new ConnectionLostError({ cause: error }) : error;
}
