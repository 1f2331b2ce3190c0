import { SeedbedError } from './error.ts';

/** A table does not hold the rows that were sent to it. Nothing was written. */
export class RowsNotArrivedError extends SeedbedError {
  readonly code = 'rows_not_arrived';
  readonly table: string;
  readonly sent: number;
  readonly arrived: number;
  /** What there is that may keep, move or add rows, such as triggers; empty where nothing was found. */
  readonly reasons: readonly string[];

  constructor(table: string, sent: number, arrived: number, reasons: readonly string[]) {
    const found = arrived > sent ? `${arrived} are there` : `${arrived} arrived`;
    const why = reasons.length > 0 ? ` It has ${reasons.join(', ')}.` : '';
    super(
      `Of ${sent} rows that were sent to the table "${table}", ${found}.${why} Nothing was written.`,
      reasons.length > 0
        ? 'Switch off what keeps rows from the table, moves them elsewhere or adds some, then try again.'
        : 'See who else writes or deletes rows there, then try again.',
    );
    this.table = table;
    this.sent = sent;
    this.arrived = arrived;
    this.reasons = reasons;
  }
}
