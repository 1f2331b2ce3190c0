import { SeedbedError } from './error.ts';

/** A statement was not allowed the time that it takes. */
export class StatementEndedError extends SeedbedError {
  readonly code = 'statement_ended';
  /** What PostgreSQL or the driver answered. */
  readonly answer: string;

  constructor(answer: string, options?: ErrorOptions) {
    super(
      `A statement was ended before it was done: ${answer}.`,
      'Allow it more time (statement_timeout, lock_timeout, query_timeout), see who holds a lock (`seedbed doctor`), then try again.',
      options,
    );
    this.answer = answer;
  }
}
