import { type Blame, SeedbedError } from './error.ts';

/** A text that cannot be the url of a database. It is not shown, because a password could be anywhere in it. */
export class BadDatabaseUrlError extends SeedbedError {
  readonly code = 'bad_database_url';
  override readonly blame: Blame = 'usage';
  /** Why it is none, such as `it names no user`. */
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `This is not the url of a PostgreSQL database: ${reason}. It is not shown, because it may hold a password.`,
      'Write it as postgresql://user:password@host:port/database, special characters percent-encoded.',
      options,
    );
    this.reason = reason;
  }
}
