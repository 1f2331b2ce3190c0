import { SeedbedError } from './error.ts';

/** The label of a database was given to another one, or to other data. */
export class LabelVoidError extends SeedbedError {
  readonly code = 'label_void';
  readonly database: string;
  readonly environment: string;
  /** Why, a line each. */
  readonly reasons: readonly string[];

  constructor(database: string, environment: string, reasons: readonly string[]) {
    super(
      `The database '${database}' is labelled '${environment}', but ${reasons.join('; ')}.`,
      `Look what is in it now, as after a dump was restored. Where that may be replaced too, say so: seedbed label ${environment}`,
    );
    this.database = database;
    this.environment = environment;
    this.reasons = reasons;
  }
}
