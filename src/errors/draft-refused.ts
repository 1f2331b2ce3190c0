import { SeedbedError } from './error.ts';
import { excerptOfAnswer, excerptOfSql } from './excerpt.ts';

/** PostgreSQL refused a statement of a migration that was being made; nothing was written. */
export class DraftRefusedError extends SeedbedError {
  readonly code = 'draft_refused';
  /** Without what may hold a secret, such as the body of a function. */
  readonly statement: string;
  /** What PostgreSQL answered. */
  readonly answer: string;

  constructor(statement: string, cause: Error) {
    super(
      `A migration cannot be made: PostgreSQL refused "${excerptOfSql(statement)}": ${excerptOfAnswer(cause.message)}.`,
      'Write this migration by hand, then compare with "seedbed migrate check".',
      { cause },
    );
    this.statement = excerptOfSql(statement);
    this.answer = excerptOfAnswer(cause.message);
  }
}
