import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** Drift is found by comparing with a database made for the purpose, and this one could not be made. */
export class ScratchDatabaseRefusedError extends SeedbedError {
  readonly code = 'scratch_database_refused';
  readonly user: string;
  /** What PostgreSQL answered. */
  readonly answer: string;

  constructor(user: string, cause: Error) {
    super(
      `A scratch database to compare with cannot be created: ${excerptOfAnswer(cause.message)}.`,
      `Let the user create databases (alter role "${user}" createdb), or check as another user.`,
      { cause },
    );
    this.user = user;
    this.answer = excerptOfAnswer(cause.message);
  }
}
