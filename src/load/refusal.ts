import { type DatabaseError, isDatabaseError } from '../database/database-error.ts';
import { ConnectionLostError } from '../errors/connection-lost.ts';
import { DiskFullError } from '../errors/disk-full.ts';
import { LoadRefusedError } from '../errors/load-refused.ts';

/** What to do about a SQLSTATE or its class; those left out are the data's or the schema's matter. */
const mends: Readonly<Record<string, string>> = {
  '25': 'The server is read-only: load into the primary server.',
  '42': 'A trigger or function of that database fails: see what is at that table.',
  '42501': 'Ask the owner of the tables for the right to insert, or connect as the owner.',
  '53': 'The server is out of resources: see its log, then try again.',
  '55': 'Somebody else holds a lock: try again when they are done.',
  '57014': 'A timeout or an administrator ended it: allow it more time (statement_timeout), then try again.',
  '54': 'A limit of the server is in the way: see its log.',
  '57': 'The server was asked to stop this: try again when it is back.',
  '58': 'The server has trouble with its disk or system: see its log.',
  F0: 'The configuration of the server is broken: see its log.',
  HV: 'Another server to which that database has a connection has failed: see its log.',
  XX: 'The server has failed or its data is damaged: see its log.',
};

const OWN_RULES =
  'Its own constraints differ from those that the data was made for: compare them with `seedbed migrate check`.';

/**
 * The failure of a load as an error that a user can act on; anything that did not come from PostgreSQL is
 * returned as it is.
 *
 * @param onDuplicate what to do where a row with such values is there already
 */
export function explainRefusal(error: unknown, onDuplicate = OWN_RULES): unknown {
  const ended = endedBy(error);
  if (ended) return ended;
  const refused = refusedBy(error);
  if (!refused) return error;
  const { code: sqlState, message, table, constraint } = refused;
  const otherwise = sqlState === '23505' ? onDuplicate : OWN_RULES;
  const mend = mends[sqlState] ?? mends[sqlState.slice(0, 2)] ?? otherwise;
  return new LoadRefusedError({ sqlState, message, table, constraint }, mend, { cause: error });
}

/** What no statement is to blame for: a full disk or a lost connection; undefined for everything else. */
export function endedBy(error: unknown): DiskFullError | ConnectionLostError | undefined {
  const refused = refusedBy(error);
  if (refused?.code === '53100') return new DiskFullError([refused.message], { cause: error });
  const isLost = refused
    ? /^57P0[1-3]$/.test(refused.code)
    : error instanceof Error && /Connection terminated|not queryable|ECONNRESET|EPIPE/.test(error.message);
  return isLost ? new ConnectionLostError({ cause: error }) : undefined;
}

/** PostgreSQL's refusal as the driver has thrown it, or the ORM. */
export const refusedBy = (error: unknown): DatabaseError | undefined =>
  isDatabaseError(error) ? error : undefined;
