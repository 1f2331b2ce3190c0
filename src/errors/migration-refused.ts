import { SeedbedError } from './error.ts';

/** What to do about the SQLSTATEs that migrations meet. */
const mends: Readonly<Record<string, string>> = {
  '25006': 'The server is read-only: connect to the primary server.',
  '2BP01': 'Drop what others have built upon the tables, then try again.',
  '42501': 'Connect as the owner of the database, or ask the owner to run the migrations.',
};

/** PostgreSQL did not let the migrations run; the database is as it was before. */
export class MigrationRefusedError extends SeedbedError {
  readonly code = 'migration_refused';
  readonly sqlState: string;
  /** What PostgreSQL answered. */
  readonly answer: string;
  /** The one that was refused, where it was one. */
  readonly migration: string | undefined;

  constructor(sqlState: string, answer: string, migration: string | undefined, options?: ErrorOptions) {
    const what = migration === undefined ? 'the migrations' : `the migration ${migration}`;
    super(
      `PostgreSQL refused ${what} (${sqlState}): ${answer}. The database is as it was.`,
      mends[sqlState] ?? 'Mend what PostgreSQL names, then try again.',
      options,
    );
    this.sqlState = sqlState;
    this.answer = answer;
    this.migration = migration;
  }
}
