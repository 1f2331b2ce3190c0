import { SeedbedError } from '../../errors/error.ts';

/** A schema has a name that seedbed uses, and is not as seedbed makes it: what is in it could run code of others. */
export const schemaNotOurs = (schema: string, reasons: readonly string[]): SeedbedError =>
  new SeedbedError('schema_not_ours', {
    message: `The schema ${schema} is not as seedbed makes it: ${reasons.join('; ')}.`,
    hint: `Look at who made it and why. Where it is not needed: drop schema ${schema} cascade`,
    details: { schema, reasons },
  });
