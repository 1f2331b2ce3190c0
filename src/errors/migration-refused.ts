import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** What to do about the SQLSTATEs that migrations meet. */
const mends: Readonly<Record<string, string>> = {
  '25006': 'The server is read-only: connect to the primary server.',
  '40P01': 'Somebody else was using the tables in another order: try again.',
  '55P03': 'Somebody else holds a lock: try again when they are done.',
  '57014': 'A timeout or an administrator ended it: allow it more time (statement_timeout), then try again.',
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
      `PostgreSQL refused ${what} (${sqlState}): ${excerptOfAnswer(answer)}. The database is as it was.`,
      mends[sqlState] ?? 'Mend what PostgreSQL names, then try again.',
      options,
    );
    this.sqlState = sqlState;
    this.answer = excerptOfAnswer(answer);
    this.migration = migration;
  }
}
