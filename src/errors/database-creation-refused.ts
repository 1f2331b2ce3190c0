import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** Tests run on databases that are made for them, and the server does not let this user make any. */
export class DatabaseCreationRefusedError extends SeedbedError {
  readonly code = 'database_creation_refused';
  /** What PostgreSQL answered. */
  readonly answer: string;

  constructor(cause: Error) {
    super(
      `A database for tests cannot be created: ${excerptOfAnswer(cause.message)}.`,
      'Let the user create databases (alter role … createdb), or name another one in DATABASE_TEST_URL.',
      { cause },
    );
    this.answer = excerptOfAnswer(cause.message);
  }
}
