import { SeedbedError } from './error.ts';
import { codeOf, importHints, wordsOf } from './thrown.ts';

/** The file of a migration cannot be loaded: a syntax error, a missing module, or code that throws. */
export class MigrationUnreadableError extends SeedbedError {
  readonly code = 'migration_unreadable';
  override readonly blame = 'usage';
  readonly path: string;

  /** @param cause whatever was thrown */
  constructor(path: string, cause: unknown) {
    super(
      `${path} cannot be loaded: ${wordsOf(cause)}`,
      importHints[codeOf(cause)] ?? 'Correct the file: it is run as it is by Node.',
      { cause },
    );
    this.path = path;
  }
}
