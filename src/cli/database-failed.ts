import { SeedbedError } from '../errors/error.ts';
import { serverHints } from '../errors/server-hints.ts';

/** What to do about a SQLSTATE or its class. */
const hints: Readonly<Record<string, string>> = {
  ...serverHints,
  '23': 'A constraint or trigger of that database stands in the way: compare it with `seedbed migrate check`.',
  '28': 'Ask the administrator of the server for access.',
  '42501': 'Connect as a role that may do that, or ask its owner for the right.',
  '55': 'Another session uses what was needed: see which one with `seedbed doctor`, then try again.',
  P0: 'A function of that database has refused it, such as one of a trigger.',
};

/** PostgreSQL refused a statement, for a reason that no other error is for. Nothing of its transaction is left. */
export const databaseFailed = (sqlState: string, message: string, cause?: unknown): SeedbedError =>
  new SeedbedError('database_failed', {
    message: `The database has refused a statement: ${message} (SQLSTATE ${sqlState}).`,
    hint: hints[sqlState] ?? hints[sqlState.slice(0, 2)],
    details: { sqlState },
    cause,
  });
