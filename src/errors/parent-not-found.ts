import { SeedbedError } from './error.ts';

/** There is no row of the key that was given for a parent. */
export class ParentNotFoundError extends SeedbedError {
  readonly code = 'parent_not_found';
  override readonly blame = 'usage';
  readonly factory: string;
  readonly parent: string;
  readonly key: string;

  constructor(factory: string, parent: string, key: string) {
    super(
      `There is no ${parent} ${key}, which ${factory} was to belong to.`,
      'Pass one that is in the database, or leave it out and it is made.',
    );
    this.factory = factory;
    this.parent = parent;
    this.key = key;
  }
}
