import { SeedbedError } from './error.ts';

/** Somebody is changing the tables of a database that was to be replaced, and does not finish. It is as it was. */
export class TablesInUseError extends SeedbedError {
  readonly code = 'tables_in_use';
  readonly database: string;
  /** The sessions, as the server knows them. */
  readonly sessions: readonly string[];

  constructor(database: string, sessions: readonly string[], options?: ErrorOptions) {
    super(
      [
        `Somebody is changing tables of '${database}', and has not finished:`,
        ...sessions.map((line) => `  ${line}`),
      ].join('\n'),
      'Wait until they have committed, or end their sessions, then try again. Nothing was changed.',
      options,
    );
    this.database = database;
    this.sessions = sessions;
  }
}
