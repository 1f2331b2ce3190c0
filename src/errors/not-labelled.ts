import { SeedbedError } from './error.ts';

/** Nobody has said that the database may be replaced. */
export class NotLabelledError extends SeedbedError {
  readonly code = 'not_labelled';
  readonly database: string;

  constructor(database: string) {
    super(
      `Nobody has said what the database '${database}' is for.`,
      'Where its data may be replaced, say so once: seedbed label staging',
    );
    this.database = database;
  }
}
