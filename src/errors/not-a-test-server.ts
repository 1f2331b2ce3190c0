import { SeedbedError } from './error.ts';

/** The database that DATABASE_TEST_URL names holds something that no test has made. Nothing was touched. */
export class NotATestServerError extends SeedbedError {
  readonly code = 'not_a_test_server';
  override readonly blame = 'usage';
  readonly database: string;
  /** What it holds, such as `public.invoice`, `course 12` or `the label staging`. */
  readonly found: readonly string[];

  constructor(database: string, found: readonly string[]) {
    const list = found.length > 4 ? [...found.slice(0, 4), '…'] : found;
    super(
      `The database '${database}' of DATABASE_TEST_URL is not there for tests: it holds ${list.join(', ')}.`,
      'Name an empty database of a server on which databases for tests may be made, or unset DATABASE_TEST_URL to use the embedded PostgreSQL.',
    );
    this.database = database;
    this.found = found;
  }
}
