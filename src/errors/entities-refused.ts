import { SeedbedError } from './error.ts';
import { excerpt, excerptOfAnswer } from './excerpt.ts';

/** PostgreSQL does not make the tables as the entities of a domain say; nothing is left of them. */
export class EntitiesRefusedError extends SeedbedError {
  readonly code = 'entities_refused';
  override readonly blame = 'usage';
  readonly domain: string;
  readonly sqlState: string;
  /** What PostgreSQL answered. */
  readonly answer: string;
  /** The line of SQL that it refuses, where it says so. */
  readonly line: string | undefined;

  constructor(
    domain: string,
    sqlState: string,
    answer: string,
    line: string | undefined,
    options?: ErrorOptions,
  ) {
    const told = excerptOfAnswer(answer);
    const place = line === undefined ? undefined : excerpt(line);
    super(
      `PostgreSQL does not make the tables of '${domain}' as its entities say (${sqlState}): ${told}${place === undefined ? '' : `, in: ${place}`}.`,
      'Look for that SQL in its entities (defaults, checks, generated columns, indexes), or in its prelude or epilogue.',
      options,
    );
    this.domain = domain;
    this.sqlState = sqlState;
    this.answer = told;
    this.line = place;
  }
}
