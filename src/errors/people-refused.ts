import { SeedbedError } from './error.ts';
import { excerptAt, excerptOfAnswer } from './excerpt.ts';

interface Refused {
  readonly sqlState: string;
  /** What PostgreSQL answered. */
  readonly answer: string;
  /** The query. */
  readonly sql: string;
  readonly position?: number | undefined;
}

/** PostgreSQL does not run the query of a domain that finds people to log in as; the data is not touched by that. */
export class PeopleRefusedError extends SeedbedError {
  readonly code = 'people_refused';
  override readonly blame = 'usage';
  readonly domain: string;
  readonly sqlState: string;

  /** Where in the SQL, in characters from 1, where PostgreSQL says it. */
  readonly position: number | undefined;

  constructor(domain: string, refused: Refused, options?: ErrorOptions) {
    const { sqlState, answer, sql, position } = refused;
    const place = position === undefined ? '' : ` It is at ${excerptAt(sql, position)}.`;
    super(
      `PostgreSQL does not run the \`people\` of the domain '${domain}' (${sqlState}): ${excerptOfAnswer(answer)}.${place} The data is there.`,
      'It should be SQL that gives the columns name, mail and role, with the schema of each table (`public.…`): correct it there.',
      options,
    );
    this.domain = domain;
    this.sqlState = sqlState;
    this.position = position;
  }
}
