import { SeedbedError } from './error.ts';

/** The database has none of the tables. */
export class NotMigratedError extends SeedbedError {
  readonly code = 'not_migrated';
  readonly database: string;

  constructor(database: string, schema: string, options?: ErrorOptions) {
    super(
      `The database '${database}' has none of the tables of '${schema}'.`,
      "Make them with `seedbed migrate up`, or run the platform's own migrations.",
      options,
    );
    this.database = database;
  }
}
