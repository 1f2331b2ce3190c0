import { type Blame, SeedbedError } from './error.ts';

/** A migration has no `down`. */
export class MigrationIrreversibleError extends SeedbedError {
  readonly code = 'migration_irreversible';
  override readonly blame: Blame = 'usage';
  readonly migration: string;

  constructor(migration: string) {
    super(
      `The migration "${migration}" cannot be reverted: it has no down().`,
      'Stop at this migration, or add a down() to it.',
    );
    this.migration = migration;
  }
}
