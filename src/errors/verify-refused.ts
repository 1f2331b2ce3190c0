import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** What to do about a SQLSTATE or its class. */
const mends: Readonly<Record<string, string>> = {
  '42P01':
    'A rule of your own has to name tables with their schema, as in `join public."user" as owner`. Otherwise the structure is too far from the one that the rules are about: `seedbed migrate check` says how far.',
  '42883':
    "A function or operator of an extension may be in another schema than `public`, which the rules name: move it there (alter extension … set schema public). A rule of your own has to name those that are not PostgreSQL's with their schema.",
  '42501': 'Connect as the owner of the tables, or as a user who may select all their rows (bypassrls).',
  '42': 'Its structure is too far from the one that the rules are about: `seedbed migrate check` says how far. Where the rule is your own, its SQL may be wrong.',
  '53': 'The server is out of resources: see its log, then try again.',
  '55': 'Somebody else holds a lock: try again when they are done.',
  '57014': 'A timeout or an administrator ended it: allow it more time (statement_timeout), then try again.',
};

/** PostgreSQL did not let the rows of a database be looked at. */
export class VerifyRefusedError extends SeedbedError {
  readonly code = 'verify_refused';
  readonly sqlState: string;
  /** What PostgreSQL answered. */
  readonly answer: string;

  /** @param table whose rows were to be checked, where it is known */
  constructor(sqlState: string, answer: string, table?: string, options?: ErrorOptions) {
    super(
      `PostgreSQL did not let the rows${table === undefined ? '' : ` of ${table}`} be checked (${sqlState}): ${excerptOfAnswer(answer)}.`,
      mends[sqlState] ?? mends[sqlState.slice(0, 2)] ?? 'Mend what PostgreSQL names, then try again.',
      options,
    );
    this.sqlState = sqlState;
    this.answer = excerptOfAnswer(answer);
  }
}
