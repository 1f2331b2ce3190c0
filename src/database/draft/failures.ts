import { SeedbedError } from '../../errors/error.ts';
import { excerpt, excerptOfAnswer, excerptOfSql } from '../../errors/excerpt.ts';

/** PostgreSQL refused a statement of a migration that was being made; nothing was written. */
export function draftRefused(sql: string, cause: Error): SeedbedError {
  const statement = excerptOfSql(sql);
  const answer = excerptOfAnswer(cause.message);
  return new SeedbedError('draft_refused', {
    message: `A migration cannot be made: PostgreSQL refused "${statement}": ${answer}.`,
    details: { statement, answer },
    cause,
  });
}

/** The entities differ from the migrations in something that no statement could be found for; nothing was written. */
export const draftIncomplete = (domain: string, differences: readonly string[]): SeedbedError =>
  new SeedbedError('draft_incomplete', {
    message:
      `A migration of '${domain}' cannot be made, because it would leave these differences to the entities: ` +
      `${differences.map((line) => excerpt(line)).join('; ')}.`,
    details: { domain, differences: differences.map((line) => excerpt(line)) },
  });
