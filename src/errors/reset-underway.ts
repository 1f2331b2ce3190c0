import { SeedbedError } from './error.ts';

/** Another seedbed is replacing the same database. */
export class ResetUnderwayError extends SeedbedError {
  readonly code = 'reset_underway';
  readonly database: string;
  /** Who, as the server knows it. */
  readonly holder: string;

  constructor(database: string, holder: string) {
    super(
      `The database '${database}' is being replaced already, by ${holder}.`,
      'Wait until that has ended, then try again.',
    );
    this.database = database;
    this.holder = holder;
  }
}
