import { SeedbedError } from './error.ts';

/** A file in the folder of a domain's migrations exports no migration. */
export class MigrationMissingError extends SeedbedError {
  readonly code = 'migration_missing';
  override readonly blame = 'usage';
  readonly path: string;

  constructor(path: string) {
    super(
      `${path} exports no migration.`,
      'Export one class that extends Migration of @mikro-orm/migrations; what is no migration belongs into another folder.',
    );
    this.path = path;
  }
}
