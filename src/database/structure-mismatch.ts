import { SeedbedError } from '../errors/error.ts';
import { listed } from '../errors/listed.ts';

/** The tables of a database do not hold the rows of a schema, or those that were to be written. */
export const structureMismatch = (
  database: string,
  differences: readonly string[],
  hint?: string,
): SeedbedError =>
  new SeedbedError('structure_mismatch', {
    message: listed(`The tables of '${database}' do not fit:`, differences),
    hint,
    details: { database, differences },
  });
