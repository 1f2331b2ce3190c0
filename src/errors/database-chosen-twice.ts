import { SeedbedError } from './error.ts';

/** Both DATABASE_URL and `--database` name a database. */
export class DatabaseChosenTwiceError extends SeedbedError {
  readonly code = 'database_chosen_twice';
  override readonly blame = 'usage';
  readonly database: string;

  constructor(database: string) {
    super(
      `--database ${database} is a database of the embedded server, but DATABASE_URL names another server.`,
      'Put the name into DATABASE_URL, or unset DATABASE_URL.',
    );
    this.database = database;
  }
}
