import { SeedbedError } from '../../errors/error.ts';
import { excerptOfAnswer } from '../../errors/excerpt.ts';

/** The rows of a table that no factory writes cannot be taken over as they are. Nothing was changed. */
export const rowsInTheWay = (table: string, reason: string, cause?: unknown): SeedbedError =>
  new SeedbedError('rows_in_the_way', {
    message: `The rows of ${table} cannot be taken over: ${excerptOfAnswer(reason)}.`,
    details: { table },
    cause,
  });

/** A materialized view has no rows in the new database. Nothing was changed. */
export const viewInTheWay = (view: string, reason: string, cause: unknown): SeedbedError =>
  new SeedbedError('rows_in_the_way', {
    message: `The rows of the materialized view ${view} cannot be made: ${excerptOfAnswer(reason)}.`,
    hint: 'Correct the view or drop it; or leave the rows that it has: --strategy transaction. Nothing was changed.',
    details: { table: view },
    cause,
  });
