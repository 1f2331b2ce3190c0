import { SeedbedError } from './error.ts';

/** The database has none of the tables. */
export class NotMigratedError extends SeedbedError {
  readonly code = 'not_migrated';
  readonly database: string;

  constructor(database: string, schema: string, options?: ErrorOptions) {
    const command = `seedbed migrate up${schema === 'course' ? '' : ` --domain ${schema}`}`;
    super(
      `The database '${database}' has none of the tables of '${schema}'.`,
      `Make them with \`${command}\`, or run the platform's own migrations.`,
      options,
    );
    this.database = database;
  }
}
