import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
import { listed } from '../errors/listed.ts';

/** No database with the same structure could be made beside the one that was to be replaced. Nothing was changed. */
export class StructureDiffersError extends SeedbedError {
  declare readonly details: { readonly database: string; readonly reasons: readonly string[] };

  constructor(database: string, why: readonly string[]) {
    const reasons = why.map(excerptOfAnswer);
    super('structure_differs', {
      message: listed(`No database with the structure of '${database}' could be made beside it:`, reasons),
      details: { database, reasons },
    });
  }
}
