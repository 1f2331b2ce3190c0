import { SeedbedError } from '../errors/error.ts';
import { listed } from '../errors/listed.ts';

/** Who is changing tables, a line each, as the server knows them. */
export interface TableUsers {
  readonly sessions?: readonly string[];
  /** Prepared transactions, which no session has any more. */
  readonly prepared?: readonly string[];
}

const hints = {
  sessions: 'Wait until they have committed, or end their sessions, then try again. Nothing was changed.',
  prepared:
    'Commit or roll back what is prepared, in that database and as its role or as a superuser, then try again. Nothing was changed.',
  both: 'Wait until they have committed, or end their sessions; commit or roll back what is prepared, in that database and as its role or as a superuser; then try again. Nothing was changed.',
};

/** A transaction is changing the tables of a database that was to be replaced, and does not end. It is as it was. */
export const tablesInUse = (
  database: string,
  { sessions = [], prepared = [] }: TableUsers,
  cause?: unknown,
): SeedbedError =>
  new SeedbedError('tables_in_use', {
    message: listed(`A transaction is changing tables of '${database}', and has not ended:`, [
      ...sessions,
      ...prepared,
    ]),
    hint: hints[prepared.length === 0 ? 'sessions' : sessions.length === 0 ? 'prepared' : 'both'],
    details: { database, sessions, prepared },
    cause,
  });
