import { SeedbedError } from './error.ts';

/** A database has a name that seedbed would use, and nothing in it says that seedbed made it for this role. */
export class DatabaseNotOursError extends SeedbedError {
  readonly code = 'database_not_ours';
  readonly database: string;
  /** The role that owns it. */
  readonly owner: string;

  constructor(database: string, owner: string) {
    super(
      `The database '${database}' of the role "${owner}" has a name that seedbed needs, and was not made by seedbed for this role.`,
      'Rename or drop it, or connect as the role that owns it where that one has made it with seedbed.',
    );
    this.database = database;
    this.owner = owner;
  }
}
