import type { Author } from './author.ts';

/** Who does something to a database, and whether it may be done. */
export interface Permission {
  readonly author: Author;
  /** Whether it is on the embedded server, which needs neither a label nor to be confirmed. */
  readonly embedded: boolean;
  /** Exactly which database is meant: `db.example.org:5432/course`. */
  readonly confirm?: string | undefined;
  /** Whether it has to be confirmed; yes where left out. */
  readonly isConfirmed?: boolean;
}
