import { SeedbedError } from './error.ts';

/** The rows of a table that no factory writes cannot be taken over as they are. Nothing was changed. */
export class RowsInTheWayError extends SeedbedError {
  readonly code = 'rows_in_the_way';
  readonly table: string;

  constructor(table: string, reason: string, options?: ErrorOptions) {
    super(
      `The rows of ${table} cannot be taken over: ${reason}.`,
      'Where they may go, delete them first; or let the database decide: --strategy transaction. Nothing was changed.',
      options,
    );
    this.table = table;
  }
}
