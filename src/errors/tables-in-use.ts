import { SeedbedError } from './error.ts';

/** Who is changing tables, a line each, as the server knows them. */
export interface TableUsers {
  readonly sessions?: readonly string[];
  /** Prepared transactions, which no session has any more. */
  readonly prepared?: readonly string[];
}

/** Somebody is changing the tables of a database that was to be replaced, and does not finish. It is as it was. */
export class TablesInUseError extends SeedbedError {
  readonly code = 'tables_in_use';
  readonly database: string;
  readonly sessions: readonly string[];
  readonly prepared: readonly string[];

  constructor(database: string, { sessions = [], prepared = [] }: TableUsers, options?: ErrorOptions) {
    super(
      [
        `Somebody is changing tables of '${database}', and has not finished:`,
        ...[...sessions, ...prepared].map((line) => `  ${line}`),
      ].join('\n'),
      hints[prepared.length === 0 ? 'sessions' : sessions.length === 0 ? 'prepared' : 'both'],
      options,
    );
    this.database = database;
    this.sessions = sessions;
    this.prepared = prepared;
  }
}

const hints = {
  sessions: 'Wait until they have committed, or end their sessions, then try again. Nothing was changed.',
  prepared:
    'Commit or roll back what is prepared, in that database and as its role or as a superuser, then try again. Nothing was changed.',
  both: 'Wait until they have committed, or end their sessions; commit or roll back what is prepared, in that database and as its role or as a superuser; then try again. Nothing was changed.',
};
