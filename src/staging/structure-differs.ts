import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
import { listed } from '../errors/listed.ts';

/** No database with the same structure could be made to take the place of another one. Nothing was changed. */
export function structureDiffers(database: string, differences: readonly string[]): SeedbedError {
  const reasons = differences.map(excerptOfAnswer);
  return new SeedbedError('structure_differs', {
    message: listed(`No database with the structure of '${database}' could be made beside it:`, reasons),
    details: { database, reasons },
  });
}
