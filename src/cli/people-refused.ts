import { SeedbedError } from '../errors/error.ts';
import { excerptAt, excerptOfAnswer } from '../errors/excerpt.ts';

interface Refused {
  readonly sqlState: string;
  /** What PostgreSQL answered. */
  readonly answer: string;
  /** The query. */
  readonly sql: string;
  readonly position?: number | undefined;
}

/** PostgreSQL does not run the query of a domain that finds people to log in as; the data is not touched by that. */
export function peopleRefused(domain: string, refused: Refused, cause?: unknown): SeedbedError {
  const { sqlState, answer, sql, position } = refused;
  const place = position === undefined ? '' : ` It is at ${excerptAt(sql, position)}.`;
  return new SeedbedError('people_refused', {
    message: `PostgreSQL does not run the \`people\` of the domain '${domain}' (${sqlState}): ${excerptOfAnswer(answer)}.${place} The data is there.`,
    details: { domain, sqlState, position },
    cause,
  });
}

/** The query runs, and gives other columns. */
export const peopleIncomplete = (domain: string, missing: readonly string[]): SeedbedError =>
  new SeedbedError('people_refused', {
    message: `The \`people\` of the domain '${domain}' give no column ${missing.join(', ')}. The data is there.`,
    details: { domain, missing },
  });
