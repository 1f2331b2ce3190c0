import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** A constraint that is deferred would have refused what a test wrote, had it been committed. It was rolled back. */
export class CommitRefusedError extends SeedbedError {
  readonly code = 'commit_refused';
  override readonly blame = 'usage';
  readonly constraint: string | undefined;
  readonly sqlState: string;

  constructor(refusal: { code?: string | undefined; constraint?: string | undefined; message: string }) {
    super(
      `What the test wrote could not have been committed: ${excerptOfAnswer(refusal.message)}.`,
      'Write what the deferred constraint demands, in the application or in the test.',
      { cause: refusal },
    );
    this.constraint = refusal.constraint;
    this.sqlState = refusal.code ?? '';
  }
}
