import { ConnectionLostError } from '../errors/connection-lost.ts';
import { DiskFullError } from '../errors/disk-full.ts';
import { isDatabaseError } from './database-error.ts';

/** What no statement is to blame for: a full disk or a lost connection; undefined for everything else. */
export function endedBy(error: unknown): DiskFullError | ConnectionLostError | undefined {
  const refused = isDatabaseError(error) ? error : undefined;
  if (refused?.code === '53100') return new DiskFullError([refused.message], { cause: error });
  const isLost = refused
    ? /^57P0[1-3]$/.test(refused.code)
    : error instanceof Error && /Connection terminated|not queryable|ECONNRESET|EPIPE/.test(error.message);
  return isLost ? new ConnectionLostError({ cause: error }) : undefined;
}
