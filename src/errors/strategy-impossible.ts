import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** A database cannot be replaced in the way that was asked for. It is as it was. */
export class StrategyImpossibleError extends SeedbedError {
  readonly code = 'strategy_impossible';
  readonly database: string;
  /** Why, a line each. */
  readonly reasons: readonly string[];

  constructor(database: string, reasons: readonly string[], what: keyof typeof problems = 'rename') {
    super(
      [problems[what](database), ...reasons.map((line) => `  ${excerptOfAnswer(line)}`)].join('\n'),
      hints[what],
    );
    this.database = database;
    this.reasons = reasons.map(excerptOfAnswer);
  }
}

const problems = {
  rename: (database: string) => `'${database}' cannot be replaced by another database:`,
  exchange: (database: string) => `'${database}' cannot be exchanged for another database now:`,
  transaction: (database: string) => `The rows of '${database}' cannot be replaced in place:`,
};

const hints = {
  rename: 'Change that, or replace its rows in place: --strategy transaction. Nothing was changed.',
  exchange: 'Change that, then try again. Nothing was changed.',
  transaction: 'Change that, or connect as the owner of the database and its tables. Nothing was changed.',
};
