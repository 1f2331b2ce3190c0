import { SeedbedError } from './error.ts';

/** PostgreSQL refused a statement of a migration that was being made; nothing was written. */
export class DraftRefusedError extends SeedbedError {
  readonly code = 'draft_refused';
  readonly statement: string;
  /** What PostgreSQL answered. */
  readonly answer: string;

  constructor(statement: string, cause: Error) {
    super(
      `A migration cannot be made: PostgreSQL refused ${JSON.stringify(statement)}: ${cause.message}.`,
      'Write this migration by hand, then compare with "seedbed migrate check".',
      { cause },
    );
    this.statement = statement;
    this.answer = cause.message;
  }
}
