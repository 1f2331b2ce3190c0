import { SeedbedError } from './error.ts';

/** There is no undo that could be undone: something else has happened since, or nothing has. */
export class NothingToRedoError extends SeedbedError {
  readonly code = 'nothing_to_redo';
  override readonly blame = 'usage';
  readonly database: string;

  constructor(database: string) {
    super(
      `Nothing that an undo took the place of in '${database}' is there to be put back.`,
      'The last undo can be undone until the next reset or undo; `seedbed history` shows what happened.',
    );
    this.database = database;
  }
}
