import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** Rows that were kept do not fit the tables any more. Nothing was changed. */
export class UndoImpossibleError extends SeedbedError {
  readonly code = 'undo_impossible';
  readonly database: string;
  /** Where the rows are kept. */
  readonly schema: string;
  /** What is otherwise than it was, a line each. */
  readonly reasons: readonly string[];

  constructor(database: string, schema: string, reasons: readonly string[], options?: ErrorOptions) {
    super(
      [
        `What stood in '${database}' before cannot be put back into its tables as they are now:`,
        ...reasons.map((line) => `  ${excerptOfAnswer(line)}`),
      ].join('\n'),
      `Make the tables as they were, then try again. The rows are in the schema "${schema}", whose table "contents" says of what each table is. Nothing was changed.`,
      options,
    );
    this.database = database;
    this.schema = schema;
    this.reasons = reasons;
  }
}
