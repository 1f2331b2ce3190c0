import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
import { listed } from '../errors/listed.ts';

/** Rows that were kept do not fit the tables any more. Nothing was changed. */
export const undoImpossible = (
  database: string,
  schema: string,
  reasons: readonly string[],
  cause?: unknown,
): SeedbedError =>
  new SeedbedError('undo_impossible', {
    message: listed(
      `What stood in '${database}' before cannot be put back into its tables as they are now:`,
      reasons.map(excerptOfAnswer),
    ),
    hint: `Make the tables as they were, then try again. The rows are in the schema "${schema}", whose table "contents" says of what each table is. Nothing was changed.`,
    details: { database, schema, reasons },
    cause,
  });
