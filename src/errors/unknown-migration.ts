import { type Blame, SeedbedError } from './error.ts';

/** The migration to go to does not exist. */
export class UnknownMigrationError extends SeedbedError {
  readonly code = 'unknown_migration';
  override readonly blame: Blame = 'usage';
  readonly migration: string;
  readonly known: readonly string[];

  constructor(migration: string, known: readonly string[]) {
    super(`There is no migration "${migration}".`, `Name one of: ${known.join(', ')}.`);
    this.migration = migration;
    this.known = known;
  }
}
