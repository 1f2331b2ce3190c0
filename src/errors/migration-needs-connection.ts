import { type Blame, SeedbedError } from './error.ts';

/** A migration asks the database for something while it runs, so that no script can do the same. */
export class MigrationNeedsConnectionError extends SeedbedError {
  readonly code = 'migration_needs_connection';
  override readonly blame: Blame = 'usage';
  readonly migration: string;

  constructor(migration: string) {
    super(
      `The migration "${migration}" runs statements by itself, which no script can hold.`,
      'Run it with "seedbed migrate up" or "down", or let it add its statements with addSql().',
    );
    this.migration = migration;
  }
}
