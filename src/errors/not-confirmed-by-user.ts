import { SeedbedError } from './error.ts';

/** Data that cannot be had back was to go, and the user did not agree. Nothing was done. */
export class NotConfirmedByUserError extends SeedbedError {
  readonly code = 'not_confirmed_by_user';
  override readonly blame = 'usage';

  constructor(question: string, answer: 'no' | 'no terminal') {
    super(
      answer === 'no'
        ? 'Nothing was done.'
        : `There is no terminal to ask: ${question.replace(/\?$/, '')} needs a yes.`,
      answer === 'no' ? 'Answer y to go on.' : 'Add --yes where that is meant.',
    );
  }
}
