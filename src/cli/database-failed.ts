import { SeedbedError } from '../errors/error.ts';
import { whereLimited, whereReadOnly } from '../errors/server-hints.ts';

/** What to do about a SQLSTATE or its class. */
const hints: Readonly<Record<string, string>> = {
  '08': 'See whether the server still runs, and what stands between it and you, then try again.',
  '23': 'A constraint or trigger of that database stands in the way: compare it with `seedbed migrate check`.',
  '25006': whereReadOnly,
  '28': 'Ask the administrator of the server for access.',
  '40': 'Something else was working there at the same time: try again.',
  '42501': 'Connect as a role that may do that, or ask its owner for the right.',
  '53': 'The server is out of resources: see its log, then try again.',
  '53400': whereLimited,
  '54': 'A limit of the server is in the way: see its log.',
  '55': 'Somebody else uses what was needed: see who with `seedbed doctor`, then try again.',
  '57': 'The server was asked to stop this: try again when it is back.',
  '58': 'The server has trouble with its disk or system: see its log.',
  F0: 'The configuration of the server is broken: see its log.',
  HV: 'Another server to which that database has a connection has failed: see its log.',
  P0: 'A function of that database has refused it, such as one of a trigger.',
  XX: 'The server has failed or its data is damaged: see its log.',
};

/** PostgreSQL refused a statement, for a reason that no other error is for. Nothing of its transaction is left. */
export const databaseFailed = (sqlState: string, message: string, cause?: unknown): SeedbedError =>
  new SeedbedError('database_failed', {
    message: `The database has refused a statement: ${message} (SQLSTATE ${sqlState}).`,
    hint: hints[sqlState] ?? hints[sqlState.slice(0, 2)],
    details: { sqlState },
    cause,
  });
