import { type Blame, SeedbedError } from './error.ts';

/** A database url that cannot be one. */
export class BadDatabaseUrlError extends SeedbedError {
  readonly code = 'bad_database_url';
  override readonly blame: Blame = 'usage';
  /** The url without what could be its password. */
  readonly url: string;

  constructor(maskedUrl: string, options?: ErrorOptions) {
    const reason = options?.cause instanceof Error ? ` (${options.cause.message})` : '';
    super(
      `This is not the url of a PostgreSQL database: ${maskedUrl}${reason}`,
      'Write it as postgresql://user:password@host:port/database, special characters percent-encoded.',
      options,
    );
    this.url = maskedUrl;
  }
}
