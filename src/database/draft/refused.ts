import { SeedbedError } from '../../errors/error.ts';
import { excerptOfAnswer, excerptOfSql } from '../../errors/excerpt.ts';

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
