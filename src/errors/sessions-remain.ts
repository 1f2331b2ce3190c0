import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** Somebody could not be disconnected from the database that was to be replaced. It is as it was. */
export class SessionsRemainError extends SeedbedError {
  readonly code = 'sessions_remain';
  readonly database: string;

  constructor(database: string, options: { readonly cause: Error }) {
    super(
      `Somebody could not be disconnected from '${database}': ${excerptOfAnswer(options.cause.message)}.`,
      'Let the role end the sessions of others (grant pg_signal_backend to …), or leave them connected: --strategy transaction. Nothing was changed.',
      options,
    );
    this.database = database;
  }
}
