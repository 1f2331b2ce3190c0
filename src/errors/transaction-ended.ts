import { SeedbedError } from './error.ts';

/** The transaction around a test was ended by the test. What it wrote went with the database it was in. */
export class TransactionEndedError extends SeedbedError {
  readonly code = 'transaction_ended';
  override readonly blame = 'usage';

  constructor() {
    super(
      'The transaction around the test was ended within it, by a statement that could not be taken for a savepoint.',
      'Send begin, commit and rollback as statements of their own, or run the test on a database of its own: clone().',
    );
  }
}
