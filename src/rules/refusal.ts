import { VerifyRefusedError } from '../errors/verify-refused.ts';
import { endedBy, refusedBy } from '../load/refusal.ts';

/**
 * What PostgreSQL answered, as an error that a user can act on; anything else is returned as it is.
 *
 * @param table whose rows were looked at
 */
export function explainRefusal(error: unknown, table?: string): unknown {
  const ended = endedBy(error);
  if (ended) return ended;
  const refused = refusedBy(error);
  if (!refused) return error;
  const { code: sqlState = 'XX000', message } = refused;
  return new VerifyRefusedError(sqlState, message, table, { cause: error });
}
