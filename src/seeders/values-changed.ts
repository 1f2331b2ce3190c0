import { SeedbedError } from '../errors/error.ts';

/** A value that the database has set to another one, where a manifest says which it is to be. */
export const valuesChanged = (change: string, hint?: string): SeedbedError =>
  new SeedbedError('values_changed', {
    message: `The data would not be what the manifest says. ${change} Nothing was written.`,
    ...(hint !== undefined && { hint }),
    details: { change },
  });
