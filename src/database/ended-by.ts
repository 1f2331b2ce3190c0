import type { SeedbedError } from '../errors/error.ts';
import { connectionLost } from './connection-lost.ts';
import { isDatabaseError } from './database-error.ts';
import { diskFull } from './disk-full.ts';

/** What no statement is to blame for: a full disk or a lost connection; undefined for everything else. */
export function endedBy(error: unknown): SeedbedError | SeedbedError | undefined {
  const refused = isDatabaseError(error) ? error : undefined;
  if (refused?.code === '53100') return diskFull([refused.message], error);
  const isLost = refused
    ? /^57P0[1-3]$/.test(refused.code)
    : error instanceof Error && /Connection terminated|not queryable|ECONNRESET|EPIPE/.test(error.message);
  return isLost ? connectionLost(error) : undefined;
}
