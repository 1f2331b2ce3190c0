import { SeedbedError } from './error.ts';

/** A migration must not run in a transaction, and so could not be undone; nothing was changed. */
export class MigrationOutsideError extends SeedbedError {
  readonly code = 'migration_outside';
  readonly migration: string;

  constructor(migration: string) {
    super(
      `The migration ${migration} must not run in a transaction (isTransactional), so nothing could undo it where it fails. Nothing was changed.`,
      'Run it by `npx mikro-orm migration:up`, after a `seedbed migrate backup`.',
    );
    this.migration = migration;
  }
}
