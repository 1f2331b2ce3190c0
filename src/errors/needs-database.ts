import { SeedbedError } from './error.ts';

/** `build` was given a parent by its key, and must know the parent's row to go on. */
export class NeedsDatabaseError extends SeedbedError {
  readonly code = 'needs_database';
  override readonly blame = 'usage';
  readonly factory: string;
  readonly parent: string;
  readonly key: string;

  constructor(factory: string, parent: string, key: string) {
    super(
      `${factory}.build must know the ${parent} ${key} to make what fits to it, and reads no database.`,
      'Pass the loaded entity, or use create or attributes, which read it.',
    );
    this.factory = factory;
    this.parent = parent;
    this.key = key;
  }
}
