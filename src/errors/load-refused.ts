import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** What PostgreSQL said of a row or statement, as its protocol names it. */
export interface Refusal {
  readonly sqlState: string;
  readonly message: string;
  readonly table?: string | undefined;
  readonly constraint?: string | undefined;
}

/** The database did not take the rows; it is as it was before. */
export class LoadRefusedError extends SeedbedError {
  readonly code = 'load_refused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, mend: string, options?: ErrorOptions) {
    const where = [
      refusal.table && `table ${refusal.table}`,
      refusal.constraint && `constraint ${refusal.constraint}`,
    ];
    const place = where.filter(Boolean).join(', ');
    super(
      `PostgreSQL refused the data (${refusal.sqlState}${place && `, ${place}`}): ${excerptOfAnswer(refusal.message)}. Nothing was written.`,
      mend,
      options,
    );
    this.refusal = { ...refusal, message: excerptOfAnswer(refusal.message) };
  }
}
