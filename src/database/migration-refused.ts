import { SeedbedError } from '../errors/error.ts';
import { excerptAt, excerptOfAnswer, excerptOfSql } from '../errors/excerpt.ts';
import { serverHints } from '../errors/server-hints.ts';

/** What to do about the SQLSTATEs, or classes of them, that migrations meet. */
const hints: Readonly<Record<string, string>> = {
  ...serverHints,
  '40P01': 'Another transaction used the tables in another order: try again.',
  '55P03': 'Another session holds a lock: try again when it has ended.',
  '42501': 'Connect as the owner of the database, or ask the owner to run the migrations.',
};

const WRONG_SQL = 'Correct that statement in the file of the migration, then try again.';

/** What was refused, as far as it is known. */
interface Refused {
  readonly sqlState: string;
  /** What PostgreSQL answered. */
  readonly answer: string;
  /** The migration, where it was one. */
  readonly migration?: string | undefined;
  readonly statement?: string | undefined;
  /** Where in the statement, in characters from 1. */
  readonly position?: number | undefined;
  /** Whether the migration is of a project's own. */
  readonly isOwn?: boolean;
}

function hintFor({ sqlState, answer }: Refused): string | undefined {
  if (sqlState !== '2BP01') return hints[sqlState] ?? hints[sqlState.slice(0, 2)];
  const kept = [...new Set(answer.match(/\bseedbed_(?:before|undone)_\w+/g))];
  if (kept.length === 0) return 'Drop what others have built upon the tables, then try again.';
  return `Rows that a reset or an undo in place has set aside are in the way. Where they need not be put back: drop schema ${kept.join(', ')} cascade; then try again.`;
}

function placeOf({ migration, statement, position }: Refused): string {
  if (migration === undefined || statement === undefined) return '';
  if (position === undefined) return ` The statement is "${excerptOfSql(statement)}".`;
  return ` It is at ${excerptAt(statement, position)}.`;
}

/** PostgreSQL did not let the migrations run; the database is as it was before. */
export function migrationRefused(refused: Refused, cause?: unknown): SeedbedError {
  const { sqlState, answer, migration, position, isOwn = false } = refused;
  const what = migration === undefined ? 'the migrations' : `the migration ${migration}`;
  const isWrong = isOwn && migration !== undefined && /^42(?!501)/.test(sqlState);
  return new SeedbedError('migration_refused', {
    message: `PostgreSQL refused ${what} (${sqlState}): ${excerptOfAnswer(answer)}.${placeOf(refused)} The database is as it was.`,
    hint: hintFor(refused) ?? (isWrong ? WRONG_SQL : undefined),
    kind: isWrong ? 'usage' : 'environment',
    details: { sqlState, answer: excerptOfAnswer(answer), migration, position },
    cause,
  });
}
