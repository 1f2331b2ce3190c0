import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';
import { shownName } from './shown.ts';

/** What PostgreSQL said of a row or statement, as its protocol names it. */
export interface Refusal {
  readonly sqlState: string;
  readonly message: string;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
  /** Which row it was, as far as that was said. */
  readonly row?: string | undefined;
}

/** The database did not take the rows; it is as it was before. */
export class LoadRefusedError extends SeedbedError {
  declare readonly details: { readonly refusal: Refusal };

  constructor(refusal: Refusal, hint: string, cause?: unknown) {
    const { sqlState, table, column, constraint, row } = refusal;
    const message = excerptOfAnswer(refusal.message);
    const where = [
      table && `table ${shownName(table)}`,
      column && `column ${shownName(column)}`,
      constraint && `constraint ${shownName(constraint)}`,
    ];
    const place = where.filter(Boolean).join(', ');
    super('load_refused', {
      message: `PostgreSQL refused the data (${sqlState}${place && `, ${place}`}): ${message}. ${row ? `${row}. ` : ''}Nothing was written.`,
      hint,
      details: { refusal: { ...refusal, message } },
      cause,
    });
  }
}
