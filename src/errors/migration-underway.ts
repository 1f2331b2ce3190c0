import { SeedbedError } from './error.ts';

/** The database that was to be replaced is being migrated. It is as it was. */
export class MigrationUnderwayError extends SeedbedError {
  readonly code = 'migration_underway';
  readonly database: string;

  constructor(database: string) {
    super(
      `The database '${database}' is being migrated right now.`,
      'Wait until that has ended, then try again. Nothing was changed.',
    );
    this.database = database;
  }
}
