import { SeedbedError } from './error.ts';

/** Another seedbed is filling the same database. */
export class SeedingUnderwayError extends SeedbedError {
  readonly code = 'seeding_underway';
  readonly database: string;

  constructor(database: string) {
    super(
      `Another seedbed is filling the database '${database}' right now.`,
      'Wait until it has ended, then try again.',
    );
    this.database = database;
  }
}
