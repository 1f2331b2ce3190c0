import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** PostgreSQL does not run the query of a domain that finds people to log in as; the data is not touched by that. */
export class PeopleRefusedError extends SeedbedError {
  readonly code = 'people_refused';
  override readonly blame = 'usage';
  readonly domain: string;
  readonly sqlState: string;

  constructor(domain: string, sqlState: string, answer: string, options?: ErrorOptions) {
    super(
      `PostgreSQL does not run the \`people\` of the domain '${domain}' (${sqlState}): ${excerptOfAnswer(answer)}. The data is there.`,
      'It should be SQL that gives the columns name, mail and role: mend it there.',
      options,
    );
    this.domain = domain;
    this.sqlState = sqlState;
  }
}
