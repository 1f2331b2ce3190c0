import { SeedbedError } from '../errors/error.ts';
import { excerptAt, excerptOfAnswer, excerptOfSql } from '../errors/excerpt.ts';
import { serverHints } from '../errors/server-hints.ts';

/** What to do about a SQLSTATE or its class. */
const hints: Readonly<Record<string, string>> = {
  ...serverHints,
  '42P01':
    'A rule of your own has to name tables with their schema, as in `join public."user" as owner`. Otherwise the structure is too far from the one that the rules are about: `seedbed migrate check` says how far.',
  '42883':
    "A function or operator of an extension may be in another schema than `public`, which the rules name: move it there (alter extension … set schema public). A rule of your own has to name those that are not PostgreSQL's with their schema.",
  '42501': 'Connect as the owner of the tables, or as a user who may select all their rows (bypassrls).',
  '42': 'Its structure is too far from the one that the rules are about: `seedbed migrate check` says how far.',
  '55': 'Another session holds a lock: try again when it has ended.',
};

const WRONG_SQL =
  'Correct the SQL of that rule (its `violations`, or the check of its entity), then try again.';

/** A rule whose SQL was being run. */
export interface RefusedRule {
  readonly name: string;
  /** The SQL of the rule that PostgreSQL names. */
  readonly sql: string;
  /** The character in it, from 1; left out where PostgreSQL names none, as for what fails while it runs. */
  readonly position?: number;
  /** Whether a project has written it. */
  readonly isOwn: boolean;
}

const placeIn = ({ sql, position }: RefusedRule): string =>
  position === undefined ? `Its SQL is "${excerptOfSql(sql)}"` : `It is at ${excerptAt(sql, position)}`;

/**
 * PostgreSQL did not let the rows of a database be looked at.
 *
 * @param table whose rows were to be checked, where it is known
 */
export function verifyRefused(
  sqlState: string,
  answer: string,
  table?: string,
  rule?: RefusedRule,
  cause?: unknown,
): SeedbedError {
  const by = rule === undefined ? '' : ` by the rule '${rule.name}'`;
  const place = rule === undefined ? '' : ` ${placeIn(rule)}.`;
  // Data that it cannot deal with, or what there is not.
  const isWrong = rule?.isOwn === true && /^(2|42(?!501))/.test(sqlState);
  return new SeedbedError('verify_refused', {
    message: `PostgreSQL did not let the rows${table === undefined ? '' : ` of ${table}`} be checked${by} (${sqlState}): ${excerptOfAnswer(answer)}.${place}`,
    hint: hints[sqlState] ?? (isWrong ? WRONG_SQL : hints[sqlState.slice(0, 2)]),
    kind: isWrong ? 'usage' : 'environment',
    details: { sqlState, answer: excerptOfAnswer(answer), rule: rule?.name, position: rule?.position },
    cause,
  });
}
