import { SeedbedError } from './error.ts';

/** A schema has a name that seedbed uses, and is not as seedbed makes it: what is in it could run code of others. */
export class SchemaNotOursError extends SeedbedError {
  readonly code = 'schema_not_ours';
  readonly schema: string;
  /** Why, a line each. */
  readonly reasons: readonly string[];

  constructor(schema: string, reasons: readonly string[]) {
    super(
      `The schema ${schema} is not as seedbed makes it: ${reasons.join('; ')}.`,
      `Look at who made it and why. Where nobody needs it: drop schema ${schema} cascade`,
    );
    this.schema = schema;
    this.reasons = reasons;
  }
}
