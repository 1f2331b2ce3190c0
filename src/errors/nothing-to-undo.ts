import { SeedbedError } from './error.ts';

/** No reset of the database can be undone: there was none, or what stood before is not there any more. */
export class NothingToUndoError extends SeedbedError {
  readonly code = 'nothing_to_undo';
  override readonly blame = 'usage';
  readonly database: string;

  constructor(database: string) {
    super(
      `Nothing that stood before in '${database}' is there to be put back.`,
      'The last two resets can be undone; `seedbed history` shows what happened.',
    );
    this.database = database;
  }
}
