import { SeedbedError } from '../errors/error.ts';

/** A factory was called without something that it cannot make up, or with null for it. */
export const missingValue = (factory: string, value: string): SeedbedError =>
  new SeedbedError('missing_value', {
    message: `${factory} cannot be without '${value}'.`,
    hint: `Give it a value: ${factory}.create({ ${value}: … })`,
    details: { factory, value },
  });
